package org.sparkdropout.score;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.network.FeatureMajorForward;
import org.sparkdropout.network.Topology;

/**
 * How many rows to score in one matrix product.
 *
 * <p>More rows are faster, but the last bit of a row of a product can depend on its place among
 * them, as kernels treat blocks and remainders with different instructions; with 32 rows or more it
 * does in OpenBLAS 0.3.28 for Haswell and Zen, but not for Skylake-X and Cooper Lake. So the
 * kernels at hand are asked: the size is the largest at which one row of random numbers, put into
 * every place, gets the same sums to the bit in every product of the network's shape. Which
 * instructions a kernel takes depends on the shape alone, so the answer holds for all weights, and
 * is remembered. Thread-safe.
 */
final class TileSize {
  private static final int[] CANDIDATES = {256, 128, 64, 32, 16};

  /** Used where not even 16 do: rows of 8 take one path through every kernel tried. */
  private static final int SMALLEST = 8;

  /** Sums to compare in each product, so that paths that differ do not agree on all by chance. */
  private static final int SUMS = 256;

  private static final Map<Key, Integer> KNOWN = new ConcurrentHashMap<>();

  private record Key(Topology topology, Blas blas) {}

  private TileSize() {}

  static int of(Topology topology, Blas blas) {
    return KNOWN.computeIfAbsent(new Key(topology, blas), key -> probe(topology, blas));
  }

  private static int probe(Topology topology, Blas blas) {
    for (int rows : CANDIDATES) {
      if (placesAgree(topology, rows, blas)) {
        return rows;
      }
    }
    return SMALLEST;
  }

  private static boolean placesAgree(Topology topology, int rows, Blas blas) {
    for (int layer = 0; layer < topology.layers(); layer++) {
      int units = topology.outputs(layer);
      for (int compared = 0; compared < SUMS; compared += units) {
        if (!placesAgree(units, rows, topology.inputs(layer), compared, blas)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean placesAgree(int units, int rows, int inputs, int seed, Blas blas) {
    Random random = new Random(seed);
    float[] weights = new float[units * inputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat() - 0.5f;
    }
    float[] below = inEveryPlace(inputs, rows, random);
    float[] sums = inEveryPlace(units, rows, random);
    FeatureMajorForward.addProducts(blas, sums, weights, 0, below, units, rows, inputs);
    for (int i = 0; i < sums.length; i++) {
      if (Float.floatToIntBits(sums[i]) != Float.floatToIntBits(sums[i / rows * rows])) {
        return false;
      }
    }
    return true;
  }

  private static float[] inEveryPlace(int features, int rows, Random random) {
    float[] tile = new float[features * rows];
    for (int feature = 0; feature < features; feature++) {
      Arrays.fill(tile, feature * rows, (feature + 1) * rows, random.nextFloat() - 0.5f);
    }
    return tile;
  }
}
