package org.sparkdropout.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NumberAnswerTest {
  private static final TargetScale SCALE = new TargetScale(new double[] {100}, new double[] {10});

  @Test
  void values_ofTargets_areInTheUnitsOfTheLabel() {
    TargetScale two = new TargetScale(new double[] {100, -1}, new double[] {10, 0.5});
    NumberAnswer answer = NumberAnswer.of(two);

    double[] values = answer.values(new double[] {0.5, 2});

    assertThat(values).containsExactly(105, 0);
    assertThat(answer.prediction(values, values)).isEqualTo(105);
    assertThat(answer.width()).isEqualTo(2);
  }

  @Test
  void values_ofQuantilesThatCross_ascend() {
    NumberAnswer answer = NumberAnswer.ofQuantiles(SCALE, 0.1, 0.4, 0.9);

    double[] values = answer.values(new double[] {1, 0, -1});

    assertThat(values).containsExactly(90, 100, 110);
    assertThat(answer.prediction(values, values)).isEqualTo(100);
  }

  /** Of two quantiles as near to the median, the lower one. */
  @Test
  void prediction_ofQuantilesAroundTheMedian_isTheLowerOne() {
    NumberAnswer answer = NumberAnswer.ofQuantiles(SCALE, 0.25, 0.75);
    assertThat(answer.predicted()).isZero();
  }

  @Test
  void equals_ofAnswers_looksAtScaleAndQuantiles() {
    assertThat(NumberAnswer.ofQuantiles(SCALE, 0.5))
        .isEqualTo(NumberAnswer.ofQuantiles(SCALE, 0.5))
        .hasSameHashCodeAs(NumberAnswer.ofQuantiles(SCALE, 0.5))
        .isNotEqualTo(NumberAnswer.of(SCALE))
        .isNotEqualTo(NumberAnswer.ofQuantiles(TargetScale.none(1), 0.5));
  }

  @Test
  void scale_outOfRange_isRefused() {
    assertThatThrownBy(() -> new TargetScale(new double[] {1}, new double[] {0}))
        .hasMessage(
            "A scale must have finite means and as many deviations above 0. Provided: [1.0] and [0.0]");
    assertThatThrownBy(() -> NumberAnswer.ofQuantiles(TargetScale.none(2), 0.5))
        .hasMessage("Quantiles must be of one number. Provided: a scale of 2");
  }
}
