package org.sparkdropout.job;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The labels of tables in training: how they become what an estimator learns. */
interface Labels {
  /** The column that the estimator takes its labels from, where the user's is named. */
  String column(String users);

  /** The texts of the classes; empty if labels are numbers, of classes or others. */
  Optional<List<String>> texts();

  /**
   * Adds the column of labels that the estimator takes.
   *
   * @param output its name, which may be that of the user's column
   */
  Dataset<Row> apply(Dataset<Row> table, String output);

  /** Whether a row has a label that can be learnt. */
  Column usable(Dataset<Row> table);

  /** A label as users know it; of numbers nothing. */
  Column text(Dataset<Row> table);

  /** Says that rows to measure on have labels that training never saw; runs a job at most. */
  Optional<String> unseen(Dataset<Row> table);
}
