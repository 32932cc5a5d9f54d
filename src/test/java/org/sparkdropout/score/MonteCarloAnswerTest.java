package org.sparkdropout.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparkdropout.head.Decision;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.TargetScale;
import org.sparkdropout.head.Uncertainty;

/** Against numbers worked out by hand. */
class MonteCarloAnswerTest {
  private static MonteCarloAnswer classes(int samples, double... thresholds) {
    Optional<double[]> given = thresholds.length == 0 ? Optional.empty() : Optional.of(thresholds);
    return new MonteCarloAnswer(Decision.of(given), samples);
  }

  private static double[] summary(MonteCarloAnswer answer, double[]... scores) {
    double[] summary = new double[MonteCarloAnswer.width(scores[0].length)];
    for (int sample = 0; sample < scores.length; sample++) {
      answer.add(summary, sample, scores[sample]);
    }
    return summary;
  }

  /** Logits of probabilities. */
  private static double[] logits(double... probabilities) {
    return Arrays.stream(probabilities).map(Math::log).toArray();
  }

  @Test
  void uncertainty_ofTwoNetworks_isWhatHandComputes() {
    MonteCarloAnswer answer = classes(2);
    double[] summary = summary(answer, logits(0.9, 0.1), logits(0.5, 0.5));
    double[] values = answer.values(summary);
    assertThat(values).containsExactly(new double[] {-0.356675, -1.203973}, within(1e-6));
    assertThat(answer.probabilities(values)).containsExactly(new double[] {0.7, 0.3}, within(1e-9));
    Uncertainty told = answer.uncertainty(summary, 0);
    assertThat(told.predictiveEntropy()).isCloseTo(0.610864, within(1e-6));
    // 0.610864 - (0.325083 + 0.693147) / 2
    assertThat(told.mutualInformation()).isCloseTo(0.101749, within(1e-6));
    assertThat(told.spread()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void uncertainty_ofNetworksThatAgree_isNoneButTheirOwn() {
    MonteCarloAnswer answer = classes(3);
    double[] summary = summary(answer, logits(0.25, 0.75), logits(0.25, 0.75), logits(0.25, 0.75));
    Uncertainty told = answer.uncertainty(summary, 1);
    assertThat(told.predictiveEntropy()).isCloseTo(0.562335, within(1e-6));
    assertThat(told.mutualInformation()).isGreaterThanOrEqualTo(0).isLessThan(1e-12);
    assertThat(told.spread()).isLessThan(1e-9);
  }

  @Test
  void uncertainty_ofOneNetwork_hasNoDisagreement() {
    MonteCarloAnswer answer = classes(1);
    Uncertainty told = answer.uncertainty(summary(answer, logits(0.2, 0.3, 0.5)), 2);
    assertThat(told.mutualInformation()).isZero();
    assertThat(told.spread()).isZero();
    assertThat(told.spreads()).containsExactly(0, 0, 0);
  }

  @Test
  void uncertainty_ofCertainNetworksThatDisagree_isAllMutual() {
    MonteCarloAnswer answer = classes(2);
    double[] summary = summary(answer, new double[] {2000, 0}, new double[] {0, 2000});
    Uncertainty told = answer.uncertainty(summary, 0);
    assertThat(told.predictiveEntropy()).isCloseTo(Math.log(2), within(1e-12));
    assertThat(told.mutualInformation()).isCloseTo(Math.log(2), within(1e-12));
  }

  @Test
  void prediction_withThresholds_isOfTheMeanProbabilities() {
    MonteCarloAnswer answer = classes(2, 0.8, 0.2);
    double[] values = answer.values(summary(answer, logits(0.9, 0.1), logits(0.5, 0.5)));
    assertThat(answer.needsProbabilities()).isTrue();
    // 0.7 / 0.8 is less than 0.3 / 0.2.
    assertThat(answer.prediction(values, answer.probabilities(values))).isEqualTo(1);
  }

  @Test
  void values_ofAProbabilityOfNothing_areFinite() {
    MonteCarloAnswer answer = classes(1);
    double[] values = answer.values(summary(answer, new double[] {0, -2000}));
    assertThat(values).containsExactly(new double[] {0, -744.440072}, within(1e-6));
    assertThat(answer.probabilities(values)[0]).isEqualTo(1);
  }

  @Test
  void summary_onceScoresOverflow_isNaN() {
    MonteCarloAnswer answer = classes(3);
    double[] summary =
        summary(
            answer, logits(0.5, 0.5), new double[] {0, Double.NEGATIVE_INFINITY}, new double[2]);
    assertThat(summary).containsOnly(Double.NaN);
  }

  @Test
  void numbers_areMeansInTheUnitsOfTheLabel() {
    TargetScale scale = new TargetScale(new double[] {100, -1}, new double[] {10, 2});
    MonteCarloAnswer answer = new MonteCarloAnswer(NumberAnswer.of(scale), 2);
    double[] summary = summary(answer, new double[] {1, 0}, new double[] {3, 1});
    double[] values = answer.values(summary);
    assertThat(values).containsExactly(120, 0);
    assertThat(answer.prediction(values, values)).isEqualTo(120);
    Uncertainty told = answer.uncertainty(summary, 120);
    assertThat(told.spreads()).containsExactly(10, 1);
    assertThat(told.spread()).isEqualTo(10);
    assertThat(told.predictiveEntropy()).isNaN();
    assertThat(told.mutualInformation()).isNaN();
  }

  @Test
  void quantiles_areMeansOfSortedOnes() {
    TargetScale scale = new TargetScale(new double[] {0}, new double[] {1});
    MonteCarloAnswer answer =
        new MonteCarloAnswer(NumberAnswer.ofQuantiles(scale, 0.1, 0.5, 0.9), 2);
    double[] summary = summary(answer, new double[] {3, 2, 1}, new double[] {3, 6, 7});
    double[] values = answer.values(summary);
    assertThat(values).containsExactly(2, 4, 5);
    assertThat(answer.prediction(values, values)).isEqualTo(4);
    assertThat(answer.uncertainty(summary, 4).spread()).isEqualTo(2);
  }

  @Test
  void equals_isOfTheSameMeaningAndNumber() {
    assertThat(classes(2)).isEqualTo(classes(2)).hasSameHashCodeAs(classes(2));
    assertThat(classes(2)).isNotEqualTo(classes(3)).isNotEqualTo(classes(2, 0.5, 0.5));
  }
}
