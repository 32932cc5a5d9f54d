package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.ml.DropoutModel;

/**
 * The test rows with the error of each run that has been scored. They are kept after every run,
 * without what they were computed from: the plan would double with each run, and hold all models.
 * Not thread-safe.
 */
final class RowErrors {
  private static final String PREFIX = "compare_error_";

  private final RunColumns columns;
  private Optional<JavaRDD<Row>> kept = Optional.empty();
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
    Dataset<Row> scored =
        model.transform(rows.drop(columns.answers())).withColumn(PREFIX + run, columns.error());
    JavaRDD<Row> now = scored.toJavaRDD().persist(level());
    now.rdd().localCheckpoint();
    now.count();
    free();
    kept = Optional.of(now);
    rows = scored.sparkSession().createDataFrame(now, scored.schema());
    return rows;
  }

  /** Without a lineage to compute lost rows from, a second executor has them too. */
  private StorageLevel level() {
    return rows.sparkSession().sparkContext().isLocal()
        ? StorageLevel.MEMORY_AND_DISK()
        : StorageLevel.MEMORY_AND_DISK_2();
  }

  /** Frees what is kept. */
  void free() {
    kept.ifPresent(before -> before.unpersist(false));
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
