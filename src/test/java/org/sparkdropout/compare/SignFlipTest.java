package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignFlipTest {
  /** Counted by hand: sums at least as far from 0 as 6, of all signs of 1, 2 and 3. */
  @Test
  void pValue_allOfOneSign_isTheLeastThereIs() {
    assertThat(SignFlip.pValue(1, 2, 3)).isEqualTo(2 / 8.0);
    assertThat(SignFlip.pValue(-0.1, -0.2, -0.3, -0.1, -0.5)).isEqualTo(2 / 32.0);
  }

  /** The sums of +-1 +-2 +-3 are +-6, +-4, +-2, 0 and 0: four of eight are at least 4 away. */
  @Test
  void pValue_differentSigns_countsPatternsAsFarFromZero() {
    assertThat(SignFlip.pValue(-1, 2, 3)).isEqualTo(4 / 8.0);
    assertThat(SignFlip.pValue(1, 2, -3)).isEqualTo(1);
    assertThat(SignFlip.pValue(0, 0)).isEqualTo(1);
    assertThat(SignFlip.pValue(0.5)).isEqualTo(1);
    assertThat(SignFlip.pValue(1, Double.NaN)).isNaN();
  }

  @Test
  void least_isThatOfDifferencesOfOneSign() {
    assertThat(SignFlip.least(1)).isEqualTo(SignFlip.pValue(1));
    assertThat(SignFlip.least(5)).isEqualTo(SignFlip.pValue(1, 2, 3, 4, 5));
    double[] many = new double[40];
    Arrays.fill(many, 1);
    assertThat(SignFlip.least(40)).isEqualTo(SignFlip.pValue(many));
  }

  /**
   * Beyond 16 differences patterns are drawn. Of 400 signs, sums of at least 40 either way have the
   * probability 0.0512 by the normal approximation with its correction of continuity.
   */
  @Test
  void pValue_manyDifferences_isNearThatOfTheNormalDistribution() {
    double[] differences = new double[400];
    Arrays.fill(differences, 1);
    Arrays.fill(differences, 0, 180, -1);
    assertThat(SignFlip.pValue(differences)).isCloseTo(0.0512, within(0.004));
  }
}
