package org.sparkdropout.score;

import java.util.Arrays;
import java.util.Random;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.network.FeatureMajorForward;
import org.sparkdropout.network.Topology;

/**
 * How many rows to score in one product of {@link FeatureMajorForward}.
 *
 * <p>More rows are faster, but with 32 rows or more the last bit of a row depends on its place in
 * OpenBLAS 0.3.28 for Haswell and Zen, though not for Skylake-X and Cooper Lake: the size is what
 * {@link PlaceProbe} finds. Thread-safe.
 */
final class TileSize {
  /** Used where not even 16 do: rows of 8 take one path through every kernel tried. */
  private static final int SMALLEST = 8;

  private static final PlaceProbe PROBE =
      new PlaceProbe(new int[] {256, 128, 64, 32, 16}, TileSize::placesAgree);

  private TileSize() {}

  static int of(Topology topology, Blas blas) {
    return PROBE.most(topology, blas).orElse(SMALLEST);
  }

  private static boolean placesAgree(Blas blas, int inputs, int units, int rows, Random random) {
    float[] weights = PlaceProbe.numbers(random, units * inputs);
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
