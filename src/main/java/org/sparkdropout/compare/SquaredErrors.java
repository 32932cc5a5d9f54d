package org.sparkdropout.compare;

import org.apache.commons.statistics.inference.TTest;

/**
 * The paired t-test of squared errors (Student 1908): whether the mean squared errors of two
 * networks on the same rows differ by more than chance. From the squared error of the first network
 * in a row that of the second is subtracted; if the networks were equally good, the mean of these
 * differences would be 0 but for the choice of the rows.
 *
 * <p>It takes rows as independent of one another, and there should be some dozens: then the mean of
 * the differences is close to normal, though squared errors are not.
 *
 * @param firstNearer rows whose label is nearer to the answer of the first network
 * @param secondNearer rows whose label is nearer to the answer of the second network
 * @param equallyNear rows where both are as near
 * @param meanDifference mean squared error of the first network - that of the second, in squared
 *     units of the label; below 0 if the first is better; NaN without rows
 * @param intervalLow lower end of the 95% confidence interval of the mean difference; NaN with
 *     fewer than two rows
 * @param intervalHigh upper end of that interval, likewise
 * @param pValue two-sided, in [0, 1]: how often chance alone brings a mean at least as far from 0,
 *     in its standard errors; 1 with fewer than two rows
 */
public record SquaredErrors(
    long firstNearer,
    long secondNearer,
    long equallyNear,
    double meanDifference,
    double intervalLow,
    double intervalHigh,
    double pValue) {
  private static final double CONFIDENCE = 0.95;

  /**
   * Runs the test.
   *
   * @param firstNearer rows whose label is nearer to the answer of the first network
   * @param secondNearer rows whose label is nearer to the answer of the second network
   * @param equallyNear rows where both are as near
   * @param mean of the differences of squared errors
   * @param variance of these, the unbiased estimate, at least 0
   * @return the differences and the p-value; where all differences are the same, 1 if they are 0,
   *     and 0 if they are not
   */
  public static SquaredErrors of(
      long firstNearer, long secondNearer, long equallyNear, double mean, double variance) {
    long rows = firstNearer + secondNearer + equallyNear;
    MeanInterval interval = MeanInterval.of(mean, variance, rows, CONFIDENCE);
    return new SquaredErrors(
        firstNearer,
        secondNearer,
        equallyNear,
        mean,
        interval.low(),
        interval.high(),
        rows < 2 ? 1 : pValue(rows, mean, variance));
  }

  private static double pValue(long rows, double mean, double variance) {
    return mean == 0 ? 1 : TTest.withDefaults().test(mean, variance, rows).getPValue();
  }
}
