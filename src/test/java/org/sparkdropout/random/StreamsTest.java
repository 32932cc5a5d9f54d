package org.sparkdropout.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.IntBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {
  private static IntBuffer block(
      long seed, Purpose purpose, int replica, int epoch, int step, int layer, int position) {
    int[] out = new int[Philox4x32.WORDS];
    new Streams(seed).block(out, purpose, replica, epoch, step, layer, position);
    return IntBuffer.wrap(out);
  }

  @Test
  void block_ofNamesThatDifferInOnePart_differs() {
    Set<IntBuffer> blocks = new HashSet<>();
    int names = 0;
    for (long seed : new long[] {0, 1, 1L << 32, -1}) {
      for (Purpose purpose : Purpose.values()) {
        for (int replica : new int[] {0, 1, Streams.MAX_REPLICAS - 1}) {
          for (int epoch : new int[] {0, 1}) {
            for (int step : new int[] {0, 1, Integer.MAX_VALUE}) {
              for (int layer : new int[] {0, 1, Streams.MAX_LAYERS - 1}) {
                for (int position : new int[] {0, 1, -1}) {
                  blocks.add(block(seed, purpose, replica, epoch, step, layer, position));
                  names++;
                }
              }
            }
          }
        }
      }
    }
    assertThat(blocks).hasSize(names);
  }

  @Test
  void block_drawnAgainInAnotherOrder_isTheSame() {
    IntBuffer first = block(7, Purpose.MASK, 3, 2, 1, 4, 9);
    block(7, Purpose.NOISE, 0, 0, 0, 0, 0);
    assertThat(block(7, Purpose.MASK, 3, 2, 1, 4, 9)).isEqualTo(first);
  }

  @Test
  void codesOfPurposes_differAndFitTheirFourBits() {
    assertThat(Purpose.values()).extracting(Purpose::code).doesNotHaveDuplicates();
    assertThat(Purpose.values()).allMatch(purpose -> purpose.code() >> 4 == 0);
  }

  @Test
  void uniform_ofExtremeWords_staysInsideTheOpenInterval() {
    assertThat(Streams.uniform(0)).isPositive();
    assertThat(Streams.uniform(-1)).isLessThan(1);
    assertThat(Streams.uniform(0) + Streams.uniform(-1)).isEqualTo(1);
  }

  @Test
  void quantile_agreesWithAnIndependentImplementation() {
    NormalDistribution peer = new NormalDistribution();
    for (int i = 1; i < 10_000; i++) {
      double probability = i / 10_000.0;
      double expected = peer.inverseCumulativeProbability(probability);
      assertThat(Normal.quantile(probability)).isCloseTo(expected, within(1e-6));
    }
    for (double probability : new double[] {1e-10, 1e-8, 1e-5, 1 - 1e-5, 1 - 1e-8}) {
      double expected = peer.inverseCumulativeProbability(probability);
      assertThat(Normal.quantile(probability)).isCloseTo(expected, within(1e-5));
    }
  }

  /**
   * Mean and variance of 400,000 normal numbers lie within five standard errors: together a false
   * alarm once in about 900,000 seeds; the seed is fixed.
   */
  @Test
  void normalNumbers_haveMeanZeroAndVarianceOne() {
    int count = 400_000;
    int[] out = new int[Philox4x32.WORDS];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count / out.length; i++) {
      new Streams(11).block(out, Purpose.NOISE, 0, 0, 0, 0, i);
      for (int word : out) {
        double value = Normal.ofWord(word);
        sum += value;
        squares += value * value;
      }
    }
    assertThat(sum / count).isCloseTo(0, within(5 / Math.sqrt(count)));
    assertThat(squares / count).isCloseTo(1, within(5 * Math.sqrt(2.0 / count)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 17, 64, 100, 1023, 1025, 30_000})
  void permutation_visitsEveryElementOnce(int size) {
    Permutation permutation = new Permutation(new Streams(5), 1, 2, size);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < size; i++) {
      int element = permutation.at(i);
      assertThat(element).isBetween(0, size - 1);
      seen.add(element);
    }
    assertThat(seen).hasSize(size);
    int[] elements = new int[size];
    permutation.at(elements, 0, size);
    assertThat(elements).containsExactly(IntStream.range(0, size).map(permutation::at).toArray());
  }

  /**
   * For every size, the counts of (position, element) pairs over 8,000 orders are compared with
   * uniform ones by chi-square; the bound is eight standard deviations of the statistic above its
   * mean, a false alarm well below 1e-6 a size. The seed is fixed.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 13, 20})
  void permutation_putsEveryElementAnywhereAlikeOften(int size) {
    int orders = 8_000;
    long[][] counts = new long[size][size];
    for (int epoch = 0; epoch < orders; epoch++) {
      Permutation permutation = new Permutation(new Streams(99), 0, epoch, size);
      for (int i = 0; i < size; i++) {
        counts[i][permutation.at(i)]++;
      }
    }
    double expected = (double) orders / size;
    double statistic = 0;
    for (long[] row : counts) {
      for (long count : row) {
        statistic += (count - expected) * (count - expected) / expected;
      }
    }
    double freedom = (size - 1.0) * (size - 1);
    assertThat(statistic).isLessThan(freedom + 8 * Math.sqrt(2 * freedom));
  }

  @Test
  void blocks_areThoseDrawnOneByOne() {
    BlockLanes lanes = new BlockLanes(70);
    Streams streams = new Streams(0x123456789ABCDEFL);
    streams.blocks(lanes, 67, Purpose.NOISE, 65535, -3, 1 << 30, 4095, -200, 16);
    int[] block = new int[4];
    for (int lane = 0; lane < 67; lane++) {
      streams.block(block, Purpose.NOISE, 65535, -3, 1 << 30, 4095, -200 + 16 * lane);
      for (int word = 0; word < 4; word++) {
        assertThat(lanes.word(word)[lane]).isEqualTo(Integer.toUnsignedLong(block[word]));
      }
    }
  }

  @Test
  void blocks_atPositions_areThoseDrawnOneByOne() {
    int[] positions = {5, -1, Integer.MIN_VALUE, 0, 5};
    BlockLanes lanes = new BlockLanes(8);
    Streams streams = new Streams(-7);
    streams.blocks(lanes, 5, Purpose.MASK, 1, 2, 3, 4, positions);
    int[] block = new int[4];
    for (int lane = 0; lane < 5; lane++) {
      streams.block(block, Purpose.MASK, 1, 2, 3, 4, positions[lane]);
      for (int word = 0; word < 4; word++) {
        assertThat(lanes.word(word)[lane]).isEqualTo(Integer.toUnsignedLong(block[word]));
      }
    }
  }
}
