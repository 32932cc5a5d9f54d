package org.sparkdropout.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightAverageTest {
  private static final float[] WEIGHTS = {3, -1, 4, 1, -5, 9};

  /** Rounds of three steps and a shorter last one in each of two epochs. */
  private static float average(double decay) {
    WeightAverage rule = new WeightAverage(decay);
    float[] average = rule.resting(new float[] {77});
    int number = 0;
    for (int epoch = 0; epoch < 2; epoch++) {
      for (int first = 0; first < 7; first += 3) {
        Round round = new Round(epoch, first, Math.min(3, 7 - first), 7);
        rule.add(average, new float[] {WEIGHTS[number++]}, round);
      }
    }
    return average[0];
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.9, 0.999})
  void average_weighsByTheStepsSince(double decay) {
    int[] ends = {3, 6, 7, 10, 13, 14};
    double sum = 0;
    double shares = 0;
    for (int i = 0; i < ends.length; i++) {
      int steps = i == 0 ? ends[0] : ends[i] - ends[i - 1];
      double share = (1 - Math.pow(decay, steps)) * Math.pow(decay, 14 - ends[i]);
      sum += share * WEIGHTS[i];
      shares += share;
    }
    assertThat((double) average(decay)).isCloseTo(sum / shares, within(1e-5));
  }

  @Test
  void average_withoutDecay_isEmpty() {
    assertThat(WeightAverage.NONE.resting(new float[] {1, 2})).isEmpty();
    assertThat(WeightAverage.NONE.isOn()).isFalse();
  }
}
