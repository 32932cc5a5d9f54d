package org.sparkdropout.compare;

import java.util.Locale;

/**
 * Whether two trained networks differ on the same rows by more than chance. It speaks of these two
 * networks, not of the settings they were trained with: another seed makes others.
 */
public sealed interface PairTest {
  /** {@return how often chance alone brings a difference at least as large, in [0, 1]} */
  double pValue();

  /**
   * The test for people to read.
   *
   * @param first name of the first network
   * @param second name of the second network
   * @return the rows that speak, and the p-value
   */
  String text(String first, String second);

  /**
   * Of networks that predict classes.
   *
   * @param mcNemar the test of the rows that one gets right and the other wrong
   */
  record OfClasses(McNemar mcNemar) implements PairTest {
    @Override
    public double pValue() {
      return mcNemar.pValue();
    }

    @Override
    public String text(String first, String second) {
      return String.format(
          Locale.ROOT,
          "test rows that only \"%s\" gets right: %,d, only \"%s\": %,d. McNemar's test: p = %.2g",
          first,
          mcNemar.onlyFirstRight(),
          second,
          mcNemar.onlySecondRight(),
          pValue());
    }
  }

  /**
   * Of networks that predict numbers.
   *
   * @param squaredErrors the test of the squared errors
   */
  record OfNumbers(SquaredErrors squaredErrors) implements PairTest {
    @Override
    public double pValue() {
      return squaredErrors.pValue();
    }

    @Override
    public String text(String first, String second) {
      return String.format(
          Locale.ROOT,
          "test rows nearer to the label with \"%s\": %,d, with \"%s\": %,d. Paired t-test of squared errors: p = %.2g",
          first,
          squaredErrors.firstNearer(),
          second,
          squaredErrors.secondNearer(),
          pValue());
    }
  }
}
