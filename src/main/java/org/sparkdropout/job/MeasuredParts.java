package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.sparkdropout.compare.Measurement;
import org.sparkdropout.compare.Metrics;
import org.sparkdropout.compare.Predictions;
import org.sparkdropout.data.Part;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassificationTrainingSummary;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.PreparedNames;

/** Measures a trained network on the rows trained on, those held out, and the test rows. */
final class MeasuredParts {
  private static final String TEST = "test";

  private static final String PREFIX = "measured_";
  private static final String FEATURES = PREFIX + "features";
  private static final String LABEL = PREFIX + "label";
  private static final String PART = PREFIX + "part";
  private static final Predictions COLUMNS =
      new Predictions(LABEL, PREFIX + "prediction", PREFIX + "probability");

  private final PreparedData data;
  private final DropoutClassificationModel network;

  MeasuredParts(PreparedData data, DropoutClassificationModel network) {
    this.data = data;
    this.network = network;
  }

  /** Scores all rows, and returns the metrics of each part that has rows. */
  Map<String, Metrics> measure(InputTable input) {
    Dataset<Row> training = data.applyWithText(input.rows());
    Dataset<Row> rows = columns(training, part(training));
    if (input.test().isPresent()) {
      rows = rows.union(columns(data.applyWithText(input.test().get()), functions.lit(TEST)));
    }
    Dataset<Row> usable = rows.filter(quoted(PART).notEqual(Part.UNUSABLE.text()));
    Dataset<Row> scored = scorer().transform(usable);
    Map<String, Metrics> found =
        Described.job(
            rows.sparkSession().sparkContext(),
            "measure on all rows",
            "score and measure",
            () ->
                new Measurement(COLUMNS, labels())
                    .of(scored, PART, PreparedNames.LABEL_TEXT, Part.TRAINING.text()));
    Map<String, Metrics> ordered = new LinkedHashMap<>();
    move("train", found.get(Part.TRAINING.text()), ordered);
    move("validation", found.get(Part.VALIDATION.text()), ordered);
    move("test", found.get(TEST), ordered);
    return ordered;
  }

  /** Which rows were trained on; where all were, they need not be looked at. */
  private Column part(Dataset<Row> training) {
    DropoutClassificationTrainingSummary summary = network.summary();
    return summary.validationRows() == 0 && summary.unusableRows() == 0
        ? functions.lit(Part.TRAINING.text())
        : data.classifier().part(training);
  }

  private static void move(String name, Metrics part, Map<String, Metrics> into) {
    if (part != null) {
      into.put(name, part);
    }
  }

  /** The columns to measure with, under names of their own. */
  private Dataset<Row> columns(Dataset<Row> prepared, Column part) {
    return prepared.select(
        quoted(network.getFeaturesCol()).as(FEATURES),
        quoted(network.getLabelCol()).as(LABEL),
        part.as(PART),
        quoted(PreparedNames.LABEL_TEXT));
  }

  /** The network with columns of those names. Rows it cannot score are counted, or an error. */
  private DropoutClassificationModel scorer() {
    DropoutClassificationModel scorer = network.copy(ParamMap.empty());
    scorer.setFeaturesCol(FEATURES);
    scorer.setPredictionCol(COLUMNS.prediction());
    scorer.setProbabilityCol(COLUMNS.probability());
    scorer.setRawPredictionCol("");
    return network.getHandleInvalid().equals("skip") ? scorer.setHandleInvalid("keep") : scorer;
  }

  private static Column quoted(String column) {
    return functions.col(QuotingUtils.quoteIdentifier(column));
  }

  /** The text of each class of the network, which may have one more than the labels. */
  private List<String> labels() {
    List<String> labels = new ArrayList<>(data.labels().orElse(List.of()));
    boolean named = !labels.isEmpty();
    for (int c = labels.size(); c < network.numClasses(); c++) {
      labels.add(named ? "(none)" : String.valueOf(c));
    }
    return labels;
  }

  /** The parts on the console. */
  static ConsoleTable table(Map<String, Metrics> metrics) {
    ConsoleTable table = new ConsoleTable("rows", "number", "error", "loss", "largest class alone");
    metrics.forEach(
        (name, part) ->
            table.row(
                name.equals("train") ? "training" : name,
                "%,d".formatted(part.rows()),
                ProgressLines.percent(part.error()),
                "%.4f".formatted(part.loss()),
                ProgressLines.percent(part.largestClass().error())));
    return table;
  }
}
