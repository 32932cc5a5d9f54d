package org.sparkdropout.ml;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.sparkdropout.data.HandleInvalid;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.Scorer;

/**
 * Scores the rows of a partition; what Spark sends to the executors.
 *
 * @param network one copy an executor
 * @param featuresIndex which column of a row holds the features
 * @param check of the features
 * @param handleInvalid what to do with unfit rows
 * @param batchSize rows taken at a time
 * @param answers adds the predictions
 */
record RowScoring(
    Broadcast<ExportedNetwork> network,
    int featuresIndex,
    FeatureCheck check,
    HandleInvalid handleInvalid,
    int batchSize,
    Answers answers)
    implements MapPartitionsFunction<Row, Row> {
  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new ScoredRows(rows, this);
  }

  /** A scorer for the task at hand, which frees it when it ends, however it ends. */
  Scorer scorer() {
    Scorer scorer = network.value().scorer();
    TaskCompletionListener freeing = task -> scorer.close();
    TaskContext.get().addTaskCompletionListener(freeing);
    return scorer;
  }
}
