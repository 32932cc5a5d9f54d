package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AveragingTest {
  private static RoundResult result(int replica, int examples, float weight, float velocity) {
    TrainState state = new TrainState(new float[] {weight, 1f}, new float[] {velocity, 2f});
    return new RoundResult(Tallies.report(replica, examples), state, Optional.empty());
  }

  private static TrainState average(RoundResult... results) {
    return Averaging.average(null, List.of(results), 0, IntStream::sequential);
  }

  @Test
  void average_isWeightedByTheExamplesEachReplicaSaw() {
    TrainState average = average(result(0, 1, 10f, 4f), result(1, 3, 2f, 8f));
    assertThat(average.weights()).containsExactly(4f, 1f);
    assertThat(average.arrays()[0]).containsExactly(7f, 2f);
  }

  @Test
  void average_ofAReplicaThatSawNothing_leavesItOut() {
    TrainState average = average(result(0, 0, Float.NaN, 0f), result(1, 3, 2f, 8f));
    assertThat(average.weights()).containsExactly(2f, 1f);
  }

  @Test
  void average_ofOneReplica_isItsState() {
    TrainState average = average(result(0, 7, 0.1f, 0.3f));
    assertThat(average.weights()).containsExactly(0.1f, 1f);
  }

  @Test
  void outerStep_withoutMomentumAtRateOne_isTheAverage() {
    float[] average = {0.1f};
    OuterStep.AVERAGE.apply(average, new float[] {0.7f}, null, 0);
    assertThat(average).containsExactly(0.1f);
  }

  /** Two steps of DiLoCo's outer Nesterov update, written out. */
  @Test
  void outerStep_withMomentum_followsNesterov() {
    OuterStep outer = new OuterStep(0.7, 0.9);
    float[] velocity = {0f};
    float[] first = {3f};
    outer.apply(first, new float[] {1f}, velocity, 0);
    assertThat(velocity[0]).isCloseTo(2f, within(1e-6f));
    assertThat(first[0]).isCloseTo((float) (1 + 0.7 * (2 + 0.9 * 2)), within(1e-6f));
    float[] second = {first[0] + 1f};
    outer.apply(second, first, velocity, 1);
    double expected = 0.9 * 2 + 1;
    assertThat(velocity[0]).isCloseTo((float) expected, within(1e-6f));
    assertThat(second[0]).isCloseTo((float) (first[0] + 0.7 * (1 + 0.9 * expected)), within(1e-6f));
  }

  /** The factor 0.7 / (1 - momentum) goes from 1 to 7 in ten epochs. */
  @Test
  void outerStep_inItsWarmup_getsLongerEvenly() {
    OuterStep outer = new OuterStep(0.7, 0.9, 10);
    for (int epoch = 0; epoch <= 12; epoch++) {
      double factor = 1 + 0.6 * Math.min(10, epoch);
      assertThat(0.7 / (1 - outer.momentumAt(epoch))).isCloseTo(factor, within(1e-9));
    }
    float[] velocity = {1f};
    float[] average = {2f};
    outer.apply(average, new float[] {1f}, velocity, 5);
    double momentum = 1 - 0.7 / 4;
    assertThat(velocity[0]).isCloseTo((float) (momentum + 1), within(1e-6f));
    assertThat(average[0])
        .isCloseTo((float) (1 + 0.7 * (1 + momentum * (momentum + 1))), within(1e-6f));
  }
}
