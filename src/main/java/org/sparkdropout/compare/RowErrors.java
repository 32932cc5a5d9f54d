package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.ml.DropoutModel;

/**
 * The test rows with the error of each run that has been scored. They are kept after every run, so
 * that no more than one network is scored at a time. Not thread-safe.
 */
final class RowErrors {
  private static final String PREFIX = "compare_error_";

  private final RunColumns columns;
  private final List<String> runs = new ArrayList<>();
  private Dataset<Row> rows;

  /**
   * Begins without runs.
   *
   * @param test the test rows
   * @param columns of the runs
   */
  RowErrors(Dataset<Row> test, RunColumns columns) {
    this.rows = test;
    this.columns = columns;
  }

  /**
   * Scores the test rows with a run's model and keeps its errors.
   *
   * @param run the name of the run
   * @param model of the run
   * @return the scored rows, until the next run is added
   */
  Dataset<Row> add(String run, DropoutModel model) {
    Dataset<Row> scored = model.transform(rows);
    Dataset<Row> with =
        scored
            .select(
                Stream.concat(
                        Arrays.stream(rows.columns()).map(RowErrors::quoted),
                        Stream.of(columns.error().as(PREFIX + run)))
                    .toArray(Column[]::new))
            .persist(StorageLevel.MEMORY_AND_DISK());
    with.count();
    free();
    rows = with;
    runs.add(run);
    return scored;
  }

  /** Frees what is kept. */
  void free() {
    if (!runs.isEmpty()) {
      rows.unpersist(false);
    }
  }

  /**
   * What there is to say of pairs of arms, over the rows that have a label and an answer of every
   * run.
   *
   * @param grid of runs that were added
   * @return in the order of its pairs
   */
  List<ArmAgainstBaseline> against(RunGrid grid) {
    List<Column> errors = new ArrayList<>();
    for (int arm = 0; arm < grid.arms(); arm++) {
      for (MeasuredRun run : grid.ofArm(arm)) {
        errors.add(quoted(PREFIX + run.arm().runName(run.report().seed())));
      }
    }
    return rows.select(errors.toArray(Column[]::new))
        .na()
        .drop()
        .toJavaRDD()
        .aggregate(PairErrorSums.of(grid), PairErrorSums::add, PairErrorSums::add)
        .against(columns.numbers());
  }

  private static Column quoted(String column) {
    return col(QuotingUtils.quoteIdentifier(column));
  }
}
