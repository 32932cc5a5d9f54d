package org.sparkdropout.job;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.ml.DropoutModel;

/**
 * How the answers of a model are measured.
 *
 * @param <T> the metrics of a part
 */
interface MeasuredAnswers<T> {
  /** A copy of the model that takes and adds columns with the names of {@link MeasuredParts}. */
  DropoutModel scorer();

  /** The metrics of each part. */
  Map<String, T> measure(Dataset<Row> scored);

  /** The parts on the console. */
  ConsoleTable table(Map<String, T> metrics);
}
