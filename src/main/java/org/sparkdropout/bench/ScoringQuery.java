package org.sparkdropout.bench;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What users ask of a scored table, from a few columns of it to all of it. */
enum ScoringQuery {
  /** Two columns: all others need not be read. */
  PREDICTIONS("id and prediction") {
    @Override
    Dataset<Row> of(Dataset<Row> scored) {
      return scored.select("id", "prediction");
    }
  },
  /** One row: the filter can be moved before the model. */
  ONE_ROW("filter on id") {
    @Override
    Dataset<Row> of(Dataset<Row> scored) {
      return scored.where(col("id").equalTo(5));
    }
  },
  /** A column that the model does not make: the model need not run. */
  IDS("id alone") {
    @Override
    Dataset<Row> of(Dataset<Row> scored) {
      return scored.select("id");
    }
  },
  /** Everything. */
  ALL("all columns") {
    @Override
    Dataset<Row> of(Dataset<Row> scored) {
      return scored;
    }
  },
  /** No column at all. */
  COUNT("count") {
    @Override
    Dataset<Row> of(Dataset<Row> scored) {
      return scored.groupBy().count();
    }
  };

  private final String text;

  ScoringQuery(String text) {
    this.text = text;
  }

  /** What the table calls it. */
  String text() {
    return text;
  }

  /** The rows and columns that are asked for. */
  abstract Dataset<Row> of(Dataset<Row> scored);

  /** Runs the query; its rows go nowhere, so that no time is spent on writing them. */
  void run(Dataset<Row> scored) {
    of(scored).write().format("noop").mode("overwrite").save();
  }
}
