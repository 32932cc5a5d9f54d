package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationSplitTest {
  /**
   * The number held out is binomial: 10,000 rows stay within 5 standard deviations with odds of a
   * false alarm below 1e-6. The seeds are fixed, so the outcome is as well.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.99})
  void holdsOut_manyRows_takesTheFraction(double fraction) {
    ValidationSplit split = new ValidationSplit(fraction, 3);
    List<Example> examples = RandomExamples.distinct(11, 10_000, 4);

    double tolerance = 5 * Math.sqrt(10_000 * fraction * (1 - fraction));
    assertThat((double) examples.stream().filter(split::holdsOut).count())
        .isBetween(10_000 * fraction - tolerance, 10_000 * fraction + tolerance);
  }

  @Test
  void holdsOut_copiesOfARow_areOnOneSide() {
    ValidationSplit split = new ValidationSplit(0.5, 3);
    for (Example example : RandomExamples.distinct(12, 100, 4)) {
      Example copy =
          new Example(example.features().clone(), (int) example.target()[0], example.weight());
      assertThat(split.holdsOut(copy)).isEqualTo(split.holdsOut(example));
    }
  }

  /** Splits of two seeds agree on half of 1,000 rows; 5 standard deviations are 79 rows. */
  @Test
  void holdsOut_otherSeed_splitsOtherwise() {
    ValidationSplit one = new ValidationSplit(0.5, 1);
    ValidationSplit other = new ValidationSplit(0.5, 2);

    assertThat(
            RandomExamples.distinct(13, 1000, 4).stream()
                .filter(example -> one.holdsOut(example) == other.holdsOut(example))
                .count())
        .isBetween(421L, 579L);
  }

  @Test
  void holdsOut_none_holdsOutNothing() {
    assertThat(RandomExamples.distinct(14, 100, 4)).noneMatch(ValidationSplit.none()::holdsOut);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void constructor_fractionOutsideItsRange_isRefused(double fraction) {
    assertThatThrownBy(() -> new ValidationSplit(fraction, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("validationFraction must be in [0, 1). Provided value: " + fraction);
  }
}
