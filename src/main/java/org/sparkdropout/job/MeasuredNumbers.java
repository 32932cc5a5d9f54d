package org.sparkdropout.job;

import java.util.Map;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.data.Part;
import org.sparkdropout.measure.NumberMeasurement;
import org.sparkdropout.measure.NumberMetrics;
import org.sparkdropout.measure.NumberPredictions;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressionModel;

/**
 * Measures predicted numbers.
 *
 * @param network the model
 */
record MeasuredNumbers(DropoutRegressionModel network) implements MeasuredAnswers<NumberMetrics> {
  private static final NumberPredictions COLUMNS =
      new NumberPredictions(MeasuredParts.LABEL, MeasuredParts.PREFIX + "prediction");

  /** Rows that it cannot score are counted, or an error. */
  @Override
  public DropoutModel scorer() {
    DropoutRegressionModel scorer = network.copy(ParamMap.empty());
    scorer.setFeaturesCol(MeasuredParts.FEATURES);
    scorer.setPredictionCol(COLUMNS.prediction());
    scorer.setQuantilesCol("");
    return network.getHandleInvalid().equals("skip") ? scorer.setHandleInvalid("keep") : scorer;
  }

  @Override
  public Map<String, NumberMetrics> measure(Dataset<Row> scored) {
    return new NumberMeasurement(COLUMNS).of(scored, MeasuredParts.PART, Part.TRAINING.text());
  }

  @Override
  public ConsoleTable table(Map<String, NumberMetrics> metrics) {
    ConsoleTable table =
        new ConsoleTable("rows", "number", "RMSE", "MAE", "R2", "mean label alone");
    metrics.forEach(
        (name, part) ->
            table.row(
                MeasuredParts.name(name),
                "%,d".formatted(part.rows()),
                "%.4g".formatted(part.rmse()),
                "%.4g".formatted(part.mae()),
                part.r2() == null ? "" : "%.4f".formatted(part.r2()),
                "RMSE %.4g".formatted(part.rmseOfMeanLabel())));
    return table;
  }
}
