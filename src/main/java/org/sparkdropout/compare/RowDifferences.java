package org.sparkdropout.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What an arm's error in a test row is above that of the baseline, both as means over the seeds:
 * would other test rows say the same?
 *
 * @param rows that were measured
 * @param interval of the mean difference: of classes of the share of wrong predictions, of numbers
 *     of the squared error
 */
public record RowDifferences(long rows, @JsonUnwrapped MeanInterval interval) {
  /**
   * Summarises differences.
   *
   * @param rows how many there are, at least 0
   * @param mean of the differences
   * @param variance of the differences, the unbiased estimate
   * @param confidence of the interval, in (0, 1)
   * @return with NaN where there are too few
   */
  public static RowDifferences of(long rows, double mean, double variance, double confidence) {
    return new RowDifferences(rows, MeanInterval.of(mean, variance, rows, confidence));
  }
}
