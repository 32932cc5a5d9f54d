package org.sparkdropout.compare;

import java.util.List;
import org.sparkdropout.measure.Quality;

/**
 * What all runs get on the same rows: those with a label and an answer of every run.
 *
 * @param qualities of the runs, in their order
 * @param others what there is to say of each arm but the baseline
 */
record MeasuredRuns(List<Quality> qualities, List<AgainstBaseline> others) {
  /**
   * An arm against the baseline.
   *
   * @param rows that were measured
   * @param mean over the rows of the difference of errors, itself a mean over the seeds
   * @param variance over the rows, the unbiased estimate; NaN with fewer than two
   * @param firstSeed the test of the two networks of the first seed
   */
  record AgainstBaseline(long rows, double mean, double variance, PairTest firstSeed) {}
}
