package org.sparkdropout.measure;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The errors of one part of a table, and its rows that cannot be measured. Plain fields, so that
 * Kryo can write it as well. Not thread-safe.
 */
final class PartResiduals implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Residuals residuals = new Residuals();
  private long withoutLabel;
  private long withoutPrediction;

  /** Adds a row of: part, label, prediction. */
  PartResiduals add(Row row) {
    Optional<double[]> label = NumberPredictions.read(row.get(1));
    Optional<double[]> prediction = NumberPredictions.read(row.get(2));
    if (label.isEmpty()) {
      withoutLabel++;
    } else if (prediction.isEmpty()) {
      withoutPrediction++;
    } else {
      residuals.add(label.get(), prediction.get());
    }
    return this;
  }

  PartResiduals add(PartResiduals other) {
    residuals.add(other.residuals);
    withoutLabel += other.withoutLabel;
    withoutPrediction += other.withoutPrediction;
    return this;
  }

  /** The mean label of the rows that were measured; none without such rows. */
  List<BigDecimal> meanLabel() {
    return residuals.meanLabel();
  }

  /**
   * The metrics of these rows.
   *
   * @param meanLabel of the training rows
   */
  NumberMetrics metrics(List<BigDecimal> meanLabel) {
    RegressionQuality quality = residuals.quality();
    return new NumberMetrics(
        quality.rows(),
        quality.rmse(),
        quality.mae(),
        quality.r2(),
        residuals.rmseOf(meanLabel),
        withoutLabel,
        withoutPrediction,
        residuals.numbers(meanLabel));
  }
}
