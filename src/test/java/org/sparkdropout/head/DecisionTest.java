package org.sparkdropout.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final Decision PLAIN = Decision.of(Optional.empty());

  private static Decision of(double... thresholds) {
    return Decision.of(Optional.of(thresholds));
  }

  @Test
  void softmax_ofLogits_sumsToOneAndKeepsRatios() {
    double[] scores = {1, 2, 3};
    Decision.softmax(scores);
    assertThat(Arrays.stream(scores).sum()).isCloseTo(1, within(1e-15));
    assertThat(scores[2] / scores[0]).isCloseTo(Math.exp(2), within(1e-12));
  }

  @Test
  void softmax_ofHugeLogits_doesNotOverflow() {
    double[] scores = {3e38, -3e38, 3e38};
    Decision.softmax(scores);
    assertThat(scores).containsExactly(0.5, 0, 0.5);
  }

  @Test
  void choose_withoutThresholds_takesTheLargestLogit() {
    assertThat(PLAIN.prediction(new double[] {1, 3, 2}, new double[] {1, 0, 0})).isEqualTo(1);
  }

  @Test
  void choose_ofEqualLogits_takesTheFirst() {
    assertThat(PLAIN.prediction(new double[] {1, 3, 3}, new double[3])).isEqualTo(1);
  }

  @Test
  void choose_withThresholds_takesTheLargestRatio() {
    assertThat(of(0.9, 0.3, 0.9).prediction(new double[3], new double[] {0.5, 0.3, 0.2}))
        .isEqualTo(1);
  }

  @Test
  void choose_thresholdZero_takesThatClassUnlessImpossible() {
    assertThat(of(0.5, 0, 0.5).ofProbabilities(new double[] {0.9, 0.01, 0.09})).isEqualTo(1);
    assertThat(of(0.5, 0, 0.5).ofProbabilities(new double[] {0.9, 0, 0.1})).isZero();
    assertThat(of(0, 0.5, 0.5).ofProbabilities(new double[] {0, 0.1, 0.9})).isEqualTo(2);
  }
}
