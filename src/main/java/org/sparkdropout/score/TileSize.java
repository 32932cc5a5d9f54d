package org.sparkdropout.score;

import java.util.Arrays;
import java.util.Random;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.FeatureMajorForward;
import org.sparkdropout.network.Topology;

/**
 * How many rows to score in one matrix product.
 *
 * <p>More rows are faster, but the last bit of a row of a product can depend on its place among
 * them, as kernels treat blocks and remainders with different instructions; with 32 rows or more it
 * does in OpenBLAS 0.3.28 for Haswell and Zen, but not for Skylake-X and Cooper Lake. So the
 * kernels at hand are asked: the size is the largest at which rows of random features have the same
 * logits to the bit in every place.
 */
final class TileSize {
  private static final int[] CANDIDATES = {128, 64, 32, 16};

  /** Used where not even 16 do: rows of 8 take one path through every kernel tried. */
  private static final int SMALLEST = 8;

  /** Logits to compare, so that paths that differ agree by chance on none of many sums. */
  private static final int LOGITS = 256;

  private TileSize() {}

  static int of(InferenceNetwork network, Blas blas) {
    for (int rows : CANDIDATES) {
      if (placesAgree(network, new FeatureMajorForward(network.topology(), rows, blas))) {
        return rows;
      }
    }
    return SMALLEST;
  }

  private static boolean placesAgree(InferenceNetwork network, FeatureMajorForward tile) {
    Topology topology = network.topology();
    Random random = new Random(1);
    int probes = (LOGITS + topology.classes() - 1) / topology.classes();
    for (int probe = 0; probe < Math.min(probes, 8); probe++) {
      for (int input = 0; input < topology.inputs(); input++) {
        fill(tile.inputs(), input, tile.rows(), (float) random.nextGaussian());
      }
      float[] logits = network.logits(tile);
      for (int i = 0; i < topology.classes() * tile.rows(); i++) {
        float first = logits[i / tile.rows() * tile.rows()];
        if (Float.floatToIntBits(logits[i]) != Float.floatToIntBits(first)) {
          return false;
        }
      }
    }
    return true;
  }

  private static void fill(float[] tile, int row, int columns, float value) {
    Arrays.fill(tile, row * columns, (row + 1) * columns, value);
  }
}
