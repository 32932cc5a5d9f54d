package org.sparkdropout.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.random.Streams;

/**
 * Masks of different rates at the same place are coupled: a unit that is dropped at one rate is
 * dropped at every higher one.
 */
class CoupledMasksTest {
  private static final int UNITS = 131;
  private static final int ROWS = 9;
  private static final Topology TOPOLOGY =
      new Topology(UNITS, new int[] {UNITS, UNITS}, 2, Activation.RELU);

  /** Rates with few binary digits and with many, and one beside another. */
  private static final double[] RISING = {
    0.001, 0.1, 0.2, 0.25, 1 / 3.0, 0.49999, 0.5, 0.5000001, 0.75, 0.8, 0.999
  };

  private static final long[] SEEDS = {0, 42, -7_000_000_000L};

  /** Replica, epoch, step and layer of some masks. */
  private static final int[][] PLACES = {
    {0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 0, 2}, {5, 0, 3, 0}, {5, 7, 0, 1}, {1, 2, 99, 2}
  };

  private static Masks masks(Dropout dropout, long seed, int[] place) {
    return new Masks(dropout, new Streams(seed), place[0]).at(place[1], place[2]);
  }

  private static Dropout dropout(Dropout.Kind kind, Dropout.Sharing sharing, double rate) {
    return Dropout.of(kind, sharing, rate, new double[] {rate}, TOPOLOGY);
  }

  /** Of units that are masked by example: all layers, or the inputs alone. */
  @ParameterizedTest
  @CsvSource({
    "CLASSIC, EXAMPLE",
    "INVERTED, EXAMPLE",
    "CLASSIC, BATCH",
    "INVERTED, BATCH",
    "CLASSIC, ROUND",
    "INVERTED, ROUND"
  })
  void masksOfExamples_dropMoreAndMoreOfTheSameUnits(Dropout.Kind kind, Dropout.Sharing sharing) {
    for (long seed : SEEDS) {
      for (int[] place : PLACES) {
        if (sharing == Dropout.Sharing.EXAMPLE || place[3] == 0) {
          assertCoupled(kind, sharing, seed, place);
        }
      }
    }
  }

  private static void assertCoupled(
      Dropout.Kind kind, Dropout.Sharing sharing, long seed, int[] place) {
    boolean[] droppedBelow = new boolean[ROWS * UNITS];
    int before = 0;
    for (double rate : RISING) {
      boolean[] dropped = dropped(masks(dropout(kind, sharing, rate), seed, place), place[3]);
      for (int i = 0; i < dropped.length; i++) {
        assertThat(dropped[i] || !droppedBelow[i])
            .as("unit %d at %s is dropped, as below", i, rate)
            .isTrue();
      }
      int count = count(dropped);
      assertThat(count).isGreaterThanOrEqualTo(before);
      before = count;
      droppedBelow = dropped;
    }
    assertThat(before).isBetween(ROWS * UNITS - 20, ROWS * UNITS);
  }

  /** Of values that are thinned, which must agree with the multipliers. */
  private static boolean[] dropped(Masks masks, int layer) {
    float[] values = new float[ROWS * UNITS];
    float[] multipliers = new float[values.length];
    Arrays.fill(values, 1f);
    masks.thin(values, layer, ROWS, UNITS);
    masks.multipliers(multipliers, layer, ROWS, UNITS);
    boolean[] dropped = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      dropped[i] = values[i] == 0;
      assertThat(multipliers[i] == 0).isEqualTo(dropped[i]);
    }
    return dropped;
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }

  /** The units that a higher rate keeps are among those that a lower rate keeps. */
  @ParameterizedTest
  @EnumSource(
      value = Dropout.Sharing.class,
      names = {"BATCH", "ROUND"})
  void sharedMasks_dropMoreAndMoreOfTheSameUnits(Dropout.Sharing sharing) {
    for (long seed : SEEDS) {
      for (int[] place : PLACES) {
        for (int level = 1; level < TOPOLOGY.layers(); level++) {
          Set<Integer> keptBelow = null;
          for (double rate : RISING) {
            Set<Integer> kept =
                kept(dropout(Dropout.Kind.CLASSIC, sharing, rate), seed, place, level);
            assertThat(kept).hasSize((int) Math.max(1, Math.round((1 - rate) * UNITS)));
            if (keptBelow != null) {
              assertThat(keptBelow).as("kept below %s", rate).containsAll(kept);
            }
            keptBelow = kept;
          }
        }
      }
    }
  }

  private static Set<Integer> kept(Dropout dropout, long seed, int[] place, int level) {
    ThinnedNetwork thinned = ThinnedNetwork.of(TOPOLOGY, dropout);
    thinned.draw(new Streams(seed), place[0], place[1], place[2]);
    return Arrays.stream(thinned.kept(level)).boxed().collect(Collectors.toSet());
  }

  /** Noise of two rates is the same normal number, times either's standard deviation. */
  @ParameterizedTest
  @CsvSource({"0.2, 0.5", "0.1, 0.75", "0.5, 0.9"})
  void gaussianNoise_isTheSameNormalNumber(double low, double high) {
    double ratio = Math.sqrt(high / (1 - high)) / Math.sqrt(low / (1 - low));
    for (long seed : SEEDS) {
      for (int[] place : PLACES) {
        float[] little = noise(low, seed, place);
        float[] much = noise(high, seed, place);
        for (int i = 0; i < little.length; i++) {
          assertThat(much[i] - 1.0).isCloseTo(ratio * (little[i] - 1.0), within(1e-5));
        }
      }
    }
  }

  private static float[] noise(double rate, long seed, int[] place) {
    float[] noise = new float[ROWS * UNITS];
    masks(dropout(Dropout.Kind.GAUSSIAN, Dropout.Sharing.EXAMPLE, rate), seed, place)
        .multipliers(noise, place[3], ROWS, UNITS);
    return noise;
  }
}
