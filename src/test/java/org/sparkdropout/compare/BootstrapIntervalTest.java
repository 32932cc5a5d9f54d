package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BootstrapIntervalTest {
  private static final double[] SKEWED = {
    -0.021, -0.004, -0.009, 0.001, -0.006, -0.031, -0.003, -0.008, -0.012, -0.002, -0.015, 0.004
  };

  /** Ends of six runs of SciPy with 20,000 draws each lay at most this far from those below. */
  private static final double CHANCE = 0.0003;

  /**
   * From SciPy 1.17.1: {@code bootstrap((differences,), mean, n_resamples=200000, method='BCa')}.
   * The interval of percentiles, without the corrections, is -0.01442 to -0.00392.
   */
  @Test
  void of_skewedDifferences_isThatOfSciPy() {
    MeanInterval found = BootstrapInterval.of(0.95, SKEWED);
    assertThat(found.mean()).isCloseTo(-0.106 / 12, within(1e-12));
    assertThat(found.low()).isCloseTo(-0.01537, within(CHANCE));
    assertThat(found.high()).isCloseTo(-0.00442, within(CHANCE));
    MeanInterval ofNinety = BootstrapInterval.of(0.9, SKEWED);
    assertThat(ofNinety.low()).isCloseTo(-0.01417, within(CHANCE));
    assertThat(ofNinety.high()).isCloseTo(-0.00508, within(CHANCE));
  }

  @Test
  void of_differencesThatAreTheSame_hasNoWidth() {
    double[] same = {0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25};
    assertThat(BootstrapInterval.of(0.95, same)).isEqualTo(new MeanInterval(0.25, 0.25, 0.25));
  }

  @Test
  void of_differencesThatAreNotNumbers_isNone() {
    double[] unknown = {1, 2, 3, 4, 5, 6, 7, 8, 9, Double.NaN};
    assertThat(BootstrapInterval.of(0.95, unknown).low()).isNaN();
  }
}
