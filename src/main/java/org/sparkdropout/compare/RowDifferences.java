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
  static RowDifferences of(long rows, double mean, double variance, double confidence) {
    return new RowDifferences(rows, MeanInterval.of(mean, variance, rows, confidence));
  }
}
