package org.sparkdropout.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.sparkdropout.data.Part;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.PreparedNames;

/**
 * Measures a trained network on the rows trained on, those held out, and the test rows.
 *
 * @param metrics of each part that has rows
 * @param table of them, for the console
 */
record MeasuredParts(Map<String, ?> metrics, ConsoleTable table) {
  static final String PREFIX = "measured_";
  static final String FEATURES = PREFIX + "features";
  static final String LABEL = PREFIX + "label";
  static final String PART = PREFIX + "part";
  private static final String TEST = "test";

  /** Scores all rows. */
  static MeasuredParts measure(PreparedData data, DropoutModel network, InputTable input) {
    return network instanceof DropoutRegressionModel numbers
        ? measure(data, network, input, new MeasuredNumbers(numbers))
        : measure(
            data,
            network,
            input,
            new MeasuredClasses((DropoutClassificationModel) network, data.labels()));
  }

  private static <T> MeasuredParts measure(
      PreparedData data, DropoutModel network, InputTable input, MeasuredAnswers<T> answers) {
    Dataset<Row> training = data.applyWithText(input.rows());
    Dataset<Row> rows = columns(network, training, part(data, network, training));
    if (input.test().isPresent()) {
      Dataset<Row> test = data.applyWithText(input.test().get());
      rows = rows.union(columns(network, test, functions.lit(TEST)));
    }
    Dataset<Row> usable = rows.filter(quoted(PART).notEqual(Part.UNUSABLE.text()));
    Dataset<Row> scored = answers.scorer().transform(usable);
    Map<String, T> found =
        Described.job(
            rows.sparkSession().sparkContext(),
            "measure on all rows",
            "score and measure",
            () -> answers.measure(scored));
    Map<String, T> ordered = new LinkedHashMap<>();
    move("train", found.get(Part.TRAINING.text()), ordered);
    move("validation", found.get(Part.VALIDATION.text()), ordered);
    move(TEST, found.get(TEST), ordered);
    return new MeasuredParts(ordered, answers.table(ordered));
  }

  /** Which rows were trained on; where all were, they need not be looked at. */
  private static Column part(PreparedData data, DropoutModel network, Dataset<Row> training) {
    boolean all = network.summary().validationRows() == 0 && network.summary().unusableRows() == 0;
    return all ? functions.lit(Part.TRAINING.text()) : data.estimator().part(training);
  }

  private static <T> void move(String name, T part, Map<String, T> into) {
    if (part != null) {
      into.put(name, part);
    }
  }

  /** The columns to measure with, under names of their own. */
  private static Dataset<Row> columns(DropoutModel network, Dataset<Row> prepared, Column part) {
    return prepared.select(
        quoted(network.getFeaturesCol()).as(FEATURES),
        quoted(network.getLabelCol()).as(LABEL),
        part.as(PART),
        quoted(PreparedNames.LABEL_TEXT));
  }

  private static Column quoted(String column) {
    return functions.col(QuotingUtils.quoteIdentifier(column));
  }

  /** What a part is called on the console. */
  static String name(String part) {
    return part.equals("train") ? "training" : part;
  }
}
