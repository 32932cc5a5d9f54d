package org.sparkdropout.prepare;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;

/**
 * Mean and sample standard deviation of each slot, the same to the bit for any order of the rows
 * and any partitions: their sums are {@link FixedPointSums}.
 *
 * <p>With n values, |x| at most M and |x - mean| at most D, the mean is within 2^-50 of the exact
 * one relative to itself plus M n^2 2^-118, and the variance likewise with D^2 in place of M. For
 * up to 2^32 rows that is the precision of a double.
 *
 * <p>A missing value counts as its surrogate, or not at all where there is none.
 */
final class Moments {
  private final JavaRDD<ColumnBlock> blocks;
  private final SlotRanges ranges;
  private final double[] surrogates;
  private final long[] counts;

  /**
   * Moments of blocks.
   *
   * @param ranges of their values
   * @param surrogates of missing values of each slot, within its range; NaN for none
   */
  Moments(JavaRDD<ColumnBlock> blocks, SlotRanges ranges, double[] surrogates) {
    this.blocks = blocks;
    this.ranges = ranges;
    this.surrogates = surrogates;
    this.counts = new long[ranges.width()];
    Arrays.setAll(counts, slot -> ranges.count(slot) + imputed(slot));
  }

  private long imputed(int slot) {
    return Double.isNaN(surrogates[slot]) ? 0 : ranges.rows() - ranges.count(slot);
  }

  /** The mean of each slot, in one pass; NaN where it has no value. */
  double[] means() {
    double[] means = new double[counts.length];
    FixedPointSums sums = sums(new double[counts.length], 1);
    for (int slot = 0; slot < counts.length; slot++) {
      means[slot] = ranges.within(slot, sums.sum(slot) / counts[slot] / sums.unit(slot));
    }
    return means;
  }

  /** The deviation of each slot from its mean, by n - 1, in one pass; 0 where all are equal. */
  double[] deviations(double[] means) {
    double[] deviations = new double[counts.length];
    FixedPointSums squares = sums(means, 2);
    for (int slot = 0; slot < counts.length; slot++) {
      double others = Math.max(1, counts[slot] - 1);
      deviations[slot] = Math.sqrt(squares.sum(slot) / others) / squares.unit(slot);
    }
    return deviations;
  }

  private FixedPointSums sums(double[] centers, int power) {
    FixedPointSums zero = new FixedPointSums(ranges, counts, centers, power);
    FixedPointSums sums = blocks.treeAggregate(zero, FixedPointSums::add, FixedPointSums::merge);
    for (int slot = 0; slot < counts.length; slot++) {
      if (imputed(slot) > 0) {
        sums.add(slot, surrogates[slot], imputed(slot));
      }
    }
    return sums;
  }
}
