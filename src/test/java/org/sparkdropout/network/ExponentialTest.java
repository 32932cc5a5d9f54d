package org.sparkdropout.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialTest {
  @Test
  void of_agreesWithStrictMath() {
    for (double x = -707.9; x < 709; x += 0.0137) {
      double expected = StrictMath.exp(x);
      assertThat(Exponential.of(x)).isCloseTo(expected, within(1e-15 * expected));
    }
  }

  @Test
  void of_extremeValues_followsTheLimits() {
    assertThat(Exponential.of(0)).isEqualTo(1);
    assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Exponential.of(-1e300)).isZero();
    assertThat(Exponential.of(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(Exponential.of(Double.NaN)).isNaN();
  }
}
