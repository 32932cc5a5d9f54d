package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BayesianSignedRankTest {
  /**
   * Probabilities that differ by chance alone: 50,000 draws here and 400,000 there have a standard
   * deviation of at most 0.0024 together, so one comparison in 100,000 would miss by more.
   */
  private static final double CHANCE = 0.0108;

  private static final double[] BETTER = {-0.0102, -0.0061, -0.0128, -0.0030, -0.0087};
  private static final double[] EVEN = {
    -0.0012, 0.0031, -0.0047, 0.0022, -0.0009, 0.0005, 0.0041, -0.0038
  };
  private static final double[] WORSE = {0.5, -0.1, 0.9, 0.3, 0.2, 0.7, -0.4};

  /**
   * From baycomp 1.0.3 (NumPy 2.4.6): {@code SignedRankTest(differences, zeros, region,
   * nsamples=400000, random_state=1).probs()}. There the second of two is better if its score is
   * higher, so the probabilities are in the opposite order.
   */
  private static Stream<Arguments> baycomp() {
    return Stream.of(
        Arguments.of(0.004, BETTER, 0.974055, 0.025945, 0.0),
        Arguments.of(0.0, BETTER, 1.0, 0.0, 0.0),
        Arguments.of(0.002, EVEN, 0.059095, 0.90068, 0.040225),
        Arguments.of(0.001, EVEN, 0.3568775, 0.2599475, 0.383175),
        Arguments.of(0.25, WORSE, 0.0016325, 0.3696525, 0.628715),
        Arguments.of(0.002, new double[] {-0.01, -0.012, -0.011}, 0.9910275, 0.0089725, 0.0),
        Arguments.of(0.03, new double[] {0.01, 0.02}, 0.0, 1.0, 0.0));
  }

  @ParameterizedTest
  @MethodSource("baycomp")
  void of_differences_givesTheProbabilitiesOfBaycomp(
      double region, double[] differences, double better, double equivalent, double worse) {
    Posterior found = BayesianSignedRank.of(region, differences);
    assertThat(found.region()).isEqualTo(region);
    assertThat(found.better()).isCloseTo(better, within(CHANCE));
    assertThat(found.equivalent()).isCloseTo(equivalent, within(CHANCE));
    assertThat(found.worse()).isCloseTo(worse, within(CHANCE));
    assertThat(found.better() + found.equivalent() + found.worse()).isCloseTo(1, within(1e-12));
  }

  @Test
  void of_sameDifferences_givesTheSameProbabilities() {
    assertThat(BayesianSignedRank.of(0.001, EVEN)).isEqualTo(BayesianSignedRank.of(0.001, EVEN));
  }

  @Test
  void of_noDifferenceAtAll_isEquivalent() {
    assertThat(BayesianSignedRank.of(0, 0, 0, 0)).isEqualTo(new Posterior(0, 0, 1, 0));
  }
}
