package org.sparkdropout.compare;

import java.util.Locale;
import org.sparkdropout.head.ErrorMeasure;

/**
 * Whether two networks differ on the same rows by more than chance. The first is the one with
 * dropout.
 */
public sealed interface Verdict {
  /** {@return what the errors of the two networks are} */
  ErrorMeasure measure();

  /** {@return how often chance alone brings a difference at least as large, in [0, 1]} */
  double pValue();

  /** {@return the test and its p-value, for people to read} */
  String text();

  /**
   * Of networks that predict classes.
   *
   * @param mcNemar the test of the rows that one gets right and the other wrong
   */
  record OfClasses(McNemar mcNemar) implements Verdict {
    @Override
    public ErrorMeasure measure() {
      return ErrorMeasure.CLASSIFICATION_ERROR;
    }

    @Override
    public double pValue() {
      return mcNemar.pValue();
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "Test rows right only with dropout: %,d, only without: %,d. McNemar's test: p = %.2g",
          mcNemar.onlyFirstRight(),
          mcNemar.onlySecondRight(),
          pValue());
    }
  }

  /**
   * Of networks that predict numbers.
   *
   * @param measure RMSE: tells readers of the report what the errors of its curves are
   * @param squaredErrors the test of the squared errors
   */
  record OfNumbers(ErrorMeasure measure, SquaredErrors squaredErrors) implements Verdict {
    static OfNumbers of(SquaredErrors squaredErrors) {
      return new OfNumbers(ErrorMeasure.RMSE, squaredErrors);
    }

    @Override
    public double pValue() {
      return squaredErrors.pValue();
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          """
          RMSE, MAE and gap are in the units of the label.
          Test rows nearer to the label with dropout: %,d, without: %,d, equally near: %,d.
          Mean squared error, with minus without dropout: %.4g (95%% confidence interval %.4g to %.4g).
          Paired t-test of squared errors: p = %.2g""",
          squaredErrors.firstNearer(),
          squaredErrors.secondNearer(),
          squaredErrors.equallyNear(),
          squaredErrors.meanDifference(),
          squaredErrors.intervalLow(),
          squaredErrors.intervalHigh(),
          pValue());
    }
  }
}
