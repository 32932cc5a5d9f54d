package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.sparkdropout.random.Streams;

class RoundedDifferenceTest {
  private static final int LENGTH = 5_003;
  private static final Round ROUND = new Round(2, 30, 10, 100);

  private static TrainState state(long seed) {
    Random random = new Random(seed);
    float[][] arrays = new float[2][LENGTH];
    for (float[] array : arrays) {
      for (int i = 0; i < LENGTH; i++) {
        array[i] = (float) random.nextGaussian();
      }
    }
    return TrainState.ofAll(arrays);
  }

  private static RoundedDifference difference(long seed, int replica, Round round) {
    return RoundedDifference.of(state(1), state(2), new Streams(seed), replica, round);
  }

  @Test
  void of_manyReplicas_hasTheDifferenceAsItsMean() {
    int replicas = 400;
    double[] sums = new double[LENGTH];
    for (int replica = 0; replica < replicas; replica++) {
      float[] added = difference(7, replica, ROUND).arrived().arrays()[0];
      for (int i = 0; i < LENGTH; i++) {
        sums[i] += added[i];
      }
    }
    float[] before = state(1).arrays()[0];
    float[] after = state(2).arrays()[0];
    for (int i = 0; i < LENGTH; i++) {
      double exact = after[i] - before[i];
      // A rounding has a deviation of at most half a step of an eighth: six of 400's mean.
      double sixDeviations = 6 * (Math.abs(exact) / 16 + 1e-4) / Math.sqrt(replicas);
      assertThat(sums[i] / replicas).isCloseTo(exact, within(sixDeviations));
    }
  }

  @Test
  void of_theSameRound_isTheSame_andNoOtherIs() {
    float[] added = difference(7, 3, ROUND).arrived().weights();
    assertThat(difference(7, 3, ROUND).arrived().weights()).isEqualTo(added);
    assertThat(difference(8, 3, ROUND).arrived().weights()).isNotEqualTo(added);
    assertThat(difference(7, 4, ROUND).arrived().weights()).isNotEqualTo(added);
    assertThat(difference(7, 3, new Round(3, 30, 10, 100)).arrived().weights()).isNotEqualTo(added);
    assertThat(difference(7, 3, new Round(2, 40, 10, 100)).arrived().weights()).isNotEqualTo(added);
  }

  @Test
  void range_thatHasTravelled_isThatOfTheWhole() {
    RoundedDifference whole = difference(7, 3, ROUND);
    SentState range = SerializationUtils.clone(whole.range(100, 2_050));
    assertThat(range.isDifference()).isTrue();
    float[][] expected = whole.arrived().all();
    float[][] actual = range.arrived().all();
    for (int array = 0; array < expected.length; array++) {
      assertThat(actual[array]).isEqualTo(Arrays.copyOfRange(expected[array], 100, 2_050));
    }
  }
}
