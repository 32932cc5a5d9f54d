package org.sparkdropout.prepare;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.data.InvalidDataException;

/**
 * Mean and sample standard deviation of each slot of vectors, the same to the bit for any order of
 * the rows and any partitions: their sums are {@link FixedPointSums}.
 *
 * <p>With n values, |x| at most M and |x - mean| at most D, the mean is within 2^-50 of the exact
 * one relative to itself plus M n^2 2^-118, and the variance likewise with D^2 in place of M. For
 * up to 2^32 rows that is the precision of a double.
 *
 * <p>NaN and infinite values do not count.
 */
final class Moments {
  private final double[] means;
  private final double[] deviations;

  private Moments(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * Computes them, in three passes over rows that are kept in between.
   *
   * @param rows vectors of one width
   * @throws InvalidDataException if there are none
   */
  static Moments of(JavaRDD<Vector> rows) {
    rows.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Vector> first = rows.take(1);
      if (first.isEmpty()) {
        throw new InvalidDataException(
            "The table must hold training rows without missing or infinite values, or nothing can"
                + " be scaled or imputed. It holds none: repair rows, or set prepare.impute");
      }
      return of(rows, first.get(0).size());
    } finally {
      rows.unpersist();
    }
  }

  private static Moments of(JavaRDD<Vector> rows, int width) {
    SlotRanges ranges =
        rows.treeAggregate(new SlotRanges(width), SlotRanges::add, SlotRanges::merge);
    double[] zeros = new double[width];
    FixedPointSums sums = sums(rows, new FixedPointSums(ranges, zeros, 1));
    double[] means = new double[width];
    for (int slot = 0; slot < width; slot++) {
      means[slot] = ranges.within(slot, sums.sum(slot) / ranges.count(slot) / sums.unit(slot));
    }
    FixedPointSums squares = sums(rows, new FixedPointSums(ranges, means, 2));
    double[] deviations = new double[width];
    for (int slot = 0; slot < width; slot++) {
      double others = Math.max(1, ranges.count(slot) - 1);
      deviations[slot] = Math.sqrt(squares.sum(slot) / others) / squares.unit(slot);
    }
    return new Moments(means, deviations);
  }

  private static FixedPointSums sums(JavaRDD<Vector> rows, FixedPointSums zero) {
    return rows.treeAggregate(zero, FixedPointSums::add, FixedPointSums::merge);
  }

  /** The mean of each slot; NaN where it has no value. */
  double[] means() {
    return means.clone();
  }

  /** The deviation of each slot, from n - 1; 0 where all its values are equal. */
  double[] deviations() {
    return deviations.clone();
  }
}
