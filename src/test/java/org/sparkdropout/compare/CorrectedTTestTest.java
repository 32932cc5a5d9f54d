package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The expected values are those of baycomp 1.0.3 (SciPy 1.17.1): {@code CorrelatedTTest(zeros,
 * differences, 0.002, runs)}, whose ratio of test rows to training rows is that of as many folds as
 * there are differences in a run.
 */
class CorrectedTTestTest {
  private static final List<Double> DIFFERENCES =
      List.of(-0.012, -0.004, -0.009, 0.001, -0.006, -0.011, -0.003, -0.008, -0.010, -0.002);

  private static final CorrectedTTest TEN_FOLDS = new CorrectedTTest(DIFFERENCES, 1.0 / 9);
  private static final CorrectedTTest TWICE_FIVE_FOLDS = new CorrectedTTest(DIFFERENCES, 1.0 / 4);

  @Test
  void interval_splits_isThatOfTheCorrectedVariance() {
    MeanInterval found = TWICE_FIVE_FOLDS.interval(0.95);
    assertThat(found.mean()).isCloseTo(-0.0064, within(1e-12));
    assertThat(found.low()).isCloseTo(-0.01215456, within(1e-8));
    assertThat(found.high()).isCloseTo(-0.00064544, within(1e-8));
  }

  @Test
  void posterior_splits_isThatOfBaycomp() {
    Posterior tenFolds = TEN_FOLDS.posterior(0.002);
    assertThat(tenFolds.better()).isCloseTo(0.9735270096, within(1e-9));
    assertThat(tenFolds.equivalent()).isCloseTo(0.0254045227, within(1e-9));
    assertThat(tenFolds.worse()).isCloseTo(0.0010684677, within(1e-9));
    assertThat(TWICE_FIVE_FOLDS.posterior(0.002).better()).isCloseTo(0.9411269890, within(1e-9));
    assertThat(TEN_FOLDS.posterior(0).worse()).isCloseTo(0.0050839406, within(1e-9));
  }

  @Test
  void interval_differencesThatAreTheSame_isUnknownUnlessTheyAreNone() {
    CorrectedTTest same = new CorrectedTTest(List.of(-0.5, -0.5, -0.5), 0.25);
    assertThat(same.interval(0.95)).isEqualTo(new MeanInterval(-0.5, Double.NaN, Double.NaN));
    CorrectedTTest none = new CorrectedTTest(List.of(0.0, 0.0, 0.0), 0.25);
    assertThat(none.interval(0.95)).isEqualTo(new MeanInterval(0, 0, 0));
    assertThat(none.posterior(0.1)).isEqualTo(new Posterior(0.1, 0, 1, 0));
  }
}
