package org.sparkdropout.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

class MasksTest {
  private static final int UNITS = 1000;
  private static final int ROWS = 16;

  private static Topology topology() {
    return new Topology(UNITS, new int[] {UNITS, UNITS, UNITS}, 10, Activation.RELU);
  }

  private static float[] mask(
      Dropout dropout, int replica, int epoch, int step, int layer, int rows) {
    float[] out = new float[rows * UNITS];
    new Masks(dropout, new Streams(42), replica)
        .at(epoch, step)
        .multipliers(out, layer, rows, UNITS);
    return out;
  }

  private static Dropout half() {
    return Dropout.of(Dropout.Kind.CLASSIC, 0.5, new double[] {0.5}, topology());
  }

  /**
   * Over 8 replicas x 4 layers x 8 steps x 2 epochs, 512 masks of 16,000 units: none are equal, and
   * no two agree in more or fewer units than six standard deviations from one half. With 130,816
   * pairs and two-sided tails of 2e-9 each, a false alarm has odds below 0.0003; the seed is fixed.
   */
  @Test
  void masks_ofDifferentStreams_areNeitherEqualNorCorrelated() {
    List<long[]> masks = new ArrayList<>();
    for (int replica = 0; replica < 8; replica++) {
      for (int layer = 0; layer < 4; layer++) {
        for (int step = 0; step < 8; step++) {
          for (int epoch = 0; epoch < 2; epoch++) {
            masks.add(pack(mask(half(), replica, epoch, step, layer, ROWS)));
          }
        }
      }
    }
    int bits = ROWS * UNITS;
    double bound = 6 * Math.sqrt(bits * 0.25);
    for (int i = 0; i < masks.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat((double) agreements(masks.get(i), masks.get(j), bits))
            .isCloseTo(bits / 2.0, within(bound));
      }
    }
  }

  private static long[] pack(float[] mask) {
    long[] bits = new long[(mask.length + 63) / 64];
    for (int i = 0; i < mask.length; i++) {
      bits[i / 64] |= (mask[i] != 0 ? 1L : 0L) << i;
    }
    return bits;
  }

  private static int agreements(long[] a, long[] b, int bits) {
    int differing = 0;
    for (int i = 0; i < a.length; i++) {
      differing += Long.bitCount(a[i] ^ b[i]);
    }
    return bits - differing;
  }

  /** The rows of one batch are thinned networks of their own. */
  @Test
  void masks_ofTheRowsOfABatch_differ() {
    float[] mask = mask(half(), 0, 0, 0, 1, 128);
    Set<String> rows = new HashSet<>();
    for (int row = 0; row < 128; row++) {
      rows.add(Arrays.toString(Arrays.copyOfRange(mask, row * UNITS, (row + 1) * UNITS)));
    }
    assertThat(rows).hasSize(128);
  }

  /**
   * The share of kept units among 2,000,000 lies within five standard errors of retain, each lag-1
   * neighbour pair likewise: a false alarm once in 1.7 million for each; the seed is fixed.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.2, 1 / 3.0, 0.5, 0.7, 0.9, 0.999})
  void masks_keepUnitsWithProbabilityRetain(double drop) {
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, drop, new double[] {drop}, topology());
    float[] mask = mask(dropout, 3, 1, 4, 1, 2000);
    double retain = 1 - drop;
    double kept = 0;
    double pairs = 0;
    for (int i = 0; i < mask.length; i++) {
      kept += mask[i];
      pairs += i > 0 ? mask[i] * mask[i - 1] : 0;
    }
    double count = mask.length;
    assertThat(kept / count).isCloseTo(retain, within(5 * Math.sqrt(retain * drop / count)));
    double both = retain * retain;
    double pairDeviation = Math.sqrt(both * (1 - both) * 3 / count);
    assertThat(pairs / count).isCloseTo(both, within(5 * pairDeviation));
  }

  @ParameterizedTest
  @EnumSource(Dropout.Kind.class)
  void masks_drawnAgain_areTheSame(Dropout.Kind kind) {
    Dropout dropout = Dropout.of(kind, 0.2, new double[] {0.5}, topology());
    Masks masks = new Masks(dropout, new Streams(42), 5);
    float[] first = new float[ROWS * UNITS];
    masks.at(2, 7).multipliers(first, 2, ROWS, UNITS);
    masks.at(0, 0).multipliers(new float[ROWS * UNITS], 1, ROWS, UNITS);
    float[] again = new float[ROWS * UNITS];
    masks.at(2, 7).multipliers(again, 2, ROWS, UNITS);
    assertThat(again).containsExactly(first);
    assertThat(mask(dropout, 5, 2, 7, 2, ROWS)).containsExactly(first);
  }

  @ParameterizedTest
  @EnumSource(Dropout.Kind.class)
  void thin_multipliesByTheMultipliers(Dropout.Kind kind) {
    for (int units : new int[] {1, 63, 64, 65, 130}) {
      Topology topology = new Topology(units, new int[] {3}, 2, Activation.RELU);
      Dropout dropout = Dropout.of(kind, 0.2, new double[] {0.5}, topology);
      Masks masks = new Masks(dropout, new Streams(42), 5).at(2, 7);
      float[] multipliers = new float[ROWS * units];
      masks.multipliers(multipliers, 0, ROWS, units);
      float[] values = new float[ROWS * units + 1];
      Arrays.fill(values, 3f);
      masks.thin(values, 0, ROWS, units);
      for (int i = 0; i < multipliers.length; i++) {
        assertThat(values[i]).isEqualTo(3f * multipliers[i]);
      }
      assertThat(values[multipliers.length]).isEqualTo(3f);
    }
  }

  @Test
  void multipliers_ofKeptUnits_areOneClassicallyAndOneOverRetainInverted() {
    Dropout classic = Dropout.of(Dropout.Kind.CLASSIC, 0, new double[] {0.2}, topology());
    Dropout inverted = Dropout.of(Dropout.Kind.INVERTED, 0, new double[] {0.2}, topology());
    float[] ones = mask(classic, 0, 0, 0, 1, ROWS);
    float[] scaled = mask(inverted, 0, 0, 0, 1, ROWS);
    for (int i = 0; i < ones.length; i++) {
      assertThat(ones[i]).isIn(0f, 1f);
      assertThat(scaled[i]).isEqualTo(ones[i] == 0 ? 0f : 1.25f);
    }
  }

  /** Mean and variance within five standard errors: odds below 1.2e-6; the seed is fixed. */
  @Test
  void gaussianNoise_hasMeanOneAndThePapersVariance() {
    Dropout dropout = Dropout.of(Dropout.Kind.GAUSSIAN, 0, new double[] {0.2}, topology());
    float[] noise = mask(dropout, 0, 0, 0, 1, 500);
    double sum = 0;
    double squares = 0;
    for (float value : noise) {
      sum += value - 1;
      squares += (value - 1.0) * (value - 1.0);
    }
    double variance = 0.25;
    double count = noise.length;
    assertThat(sum / count).isCloseTo(0, within(5 * Math.sqrt(variance / count)));
    assertThat(squares / count).isCloseTo(variance, within(5 * variance * Math.sqrt(2 / count)));
  }

  @Test
  void threshold_hasAResolutionOfTwoToTheMinus32() {
    assertThat(Bernoulli.threshold(0.5)).isEqualTo(1L << 31);
    assertThat(Bernoulli.threshold(1)).isEqualTo(1L << 32);
    assertThat(Bernoulli.threshold(0.8) * 0x1p-32).isCloseTo(0.8, within(0x1p-33));
    assertThat(Bernoulli.threshold(0x1p-40)).isZero();
  }

  @Test
  void word_ofCertainProbabilities_isAllOnesOrNone() {
    Bernoulli bernoulli = new Bernoulli(new Streams(1), 0);
    long[] words = new long[70];
    bernoulli.words(words, 70, 1L << 32, 0, 0, 1);
    assertThat(words).containsOnly(-1L);
    bernoulli.words(words, 70, 0, 0, 0, 1);
    assertThat(words).containsOnly(0L);
  }

  /**
   * Against the definition, lane by lane: a bit is one if the number whose binary digits lie in the
   * words of its blocks is below the threshold.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.75, 1 / 3.0, 0x1p-20, 1 - 0x1p-32})
  void words_areComparisonsOfTheirDigits(double probability) {
    int count = 130;
    long threshold = Bernoulli.threshold(probability);
    long[] words = new long[count];
    new Bernoulli(new Streams(9), 4).words(words, count, threshold, 2, 3, 1);
    int[] block = new int[4];
    for (int word = 0; word < count; word++) {
      long[] numbers = new long[64];
      for (int digit = 0; digit < 32; digit++) {
        new Streams(9).block(block, Purpose.MASK, 4, 2, 3, 1, word * 16 + digit / 2);
        int half = digit % 2 * 2;
        long digits = Integer.toUnsignedLong(block[half]) | (long) block[half + 1] << 32;
        for (int lane = 0; lane < 64; lane++) {
          numbers[lane] = numbers[lane] << 1 | (digits >>> lane & 1);
        }
      }
      for (int lane = 0; lane < 64; lane++) {
        assertThat((words[word] >>> lane & 1) == 1).isEqualTo(numbers[lane] < threshold);
      }
    }
  }
}
