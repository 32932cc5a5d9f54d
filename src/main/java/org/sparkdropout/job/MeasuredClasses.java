package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.data.Part;
import org.sparkdropout.measure.Measurement;
import org.sparkdropout.measure.Metrics;
import org.sparkdropout.measure.Predictions;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.prepare.PreparedNames;

/**
 * Measures predicted classes.
 *
 * @param network the model
 * @param texts of the classes, if labels are text
 */
record MeasuredClasses(DropoutClassificationModel network, Optional<List<String>> texts)
    implements MeasuredAnswers<Metrics> {
  private static final Predictions COLUMNS =
      new Predictions(
          MeasuredParts.LABEL,
          MeasuredParts.PREFIX + "prediction",
          MeasuredParts.PREFIX + "probability");

  /** Rows that it cannot score are counted, or an error. */
  @Override
  public DropoutModel scorer() {
    DropoutClassificationModel scorer = network.copy(ParamMap.empty());
    scorer.setFeaturesCol(MeasuredParts.FEATURES);
    scorer.setPredictionCol(COLUMNS.prediction());
    scorer.setProbabilityCol(COLUMNS.probability());
    scorer.setRawPredictionCol("");
    return network.getHandleInvalid().equals("skip") ? scorer.setHandleInvalid("keep") : scorer;
  }

  @Override
  public Map<String, Metrics> measure(Dataset<Row> scored) {
    return new Measurement(COLUMNS, labels())
        .of(scored, MeasuredParts.PART, PreparedNames.LABEL_TEXT, Part.TRAINING.text());
  }

  /** The text of each class of the network, which may have one more than the labels. */
  private List<String> labels() {
    List<String> labels = new ArrayList<>(texts.orElse(List.of()));
    boolean named = !labels.isEmpty();
    for (int c = labels.size(); c < network.numClasses(); c++) {
      labels.add(named ? "(none)" : String.valueOf(c));
    }
    return labels;
  }

  @Override
  public ConsoleTable table(Map<String, Metrics> metrics) {
    ConsoleTable table = new ConsoleTable("rows", "number", "error", "loss", "largest class alone");
    metrics.forEach(
        (name, part) ->
            table.row(
                MeasuredParts.name(name),
                "%,d".formatted(part.rows()),
                ProgressLines.percent(part.error()),
                "%.4f".formatted(part.loss()),
                ProgressLines.percent(part.largestClass().error())));
    return table;
  }
}
