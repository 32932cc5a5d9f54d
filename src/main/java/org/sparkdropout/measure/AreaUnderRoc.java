package org.sparkdropout.measure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The area under the ROC curve as the share of pairs of a positive and a negative row in which the
 * positive one has the larger score, ties counted half (Hanley, McNeil 1982).
 *
 * <p>Pairs are counted in whole numbers, so the result is exact and does not depend on the order of
 * the rows or on partitions. Holds for fewer than 2^32 rows.
 */
final class AreaUnderRoc {
  private AreaUnderRoc() {}

  /**
   * A run of neighbouring scores.
   *
   * @param lowest of its scores
   * @param positives rows of class 1
   * @param negatives rows of class 0
   * @param twicePairs twice the pairs within it in which the positive row has the larger score, and
   *     once those of equal scores
   */
  private record Run(double lowest, long positives, long negatives, long twicePairs)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static Run of(Row row) {
      return new Run(
          row.getDouble(0), row.getLong(1), row.getLong(2), row.getLong(1) * row.getLong(2));
    }

    /** This run and one of larger scores. */
    Run then(Run larger) {
      return new Run(
          lowest,
          positives + larger.positives,
          negatives + larger.negatives,
          twicePairs + larger.twicePairs + 2 * larger.positives * negatives);
    }
  }

  /**
   * Computes the area.
   *
   * @param counted rows of score (double), class (0 or 1) and the number of such rows
   * @return in [0, 1]; nothing if one of the classes has no rows
   */
  static Optional<Double> of(Dataset<Row> counted) {
    List<Run> runs =
        counted
            .groupBy("score")
            .agg(
                sum(when(col("class").equalTo(1), col("rows")).otherwise(0L)),
                sum(when(col("class").equalTo(0), col("rows")).otherwise(0L)))
            .orderBy("score")
            .toJavaRDD()
            .mapPartitions(AreaUnderRoc::run)
            .collect();
    return runs.stream()
        .sorted(Comparator.comparingDouble(Run::lowest))
        .reduce(Run::then)
        .filter(all -> all.positives() > 0 && all.negatives() > 0)
        .map(all -> all.twicePairs() / (2.0 * all.positives() * all.negatives()));
  }

  /** The scores of a partition, ascending, as one run; none if it is empty. */
  private static Iterator<Run> run(Iterator<Row> rows) {
    Run all = null;
    while (rows.hasNext()) {
      Run next = Run.of(rows.next());
      all = all == null ? next : all.then(next);
    }
    return all == null ? List.<Run>of().iterator() : List.of(all).iterator();
  }
}
