package org.sparkdropout.measure;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;

/**
 * Measures a network that predicts numbers on the parts of a table: training, validation and test
 * rows.
 *
 * <p>One job adds up labels and errors. The sums are exact, so every figure depends on the set of
 * rows alone, to its last digit.
 */
public final class NumberMeasurement {
  private final NumberPredictions columns;

  /**
   * Prepares a measurement.
   *
   * @param columns of the network
   */
  public NumberMeasurement(NumberPredictions columns) {
    this.columns = columns;
  }

  /**
   * Measures.
   *
   * @param scored rows with the columns of the network
   * @param part a column of text: which part a row belongs to
   * @param training the part whose mean label is the one to compare with
   * @return the metrics of each part that has rows, by part
   * @throws org.sparkdropout.data.InvalidDataException as the cause of Spark's exception, if a
   *     label has another width than its prediction
   */
  public Map<String, NumberMetrics> of(Dataset<Row> scored, String part, String training) {
    Map<String, PartResiduals> parts =
        scored
            .select(
                col(QuotingUtils.quoteIdentifier(part)), columns.labels(), columns.predictions())
            .toJavaRDD()
            .aggregate(new TreeMap<>(), NumberMeasurement::add, NumberMeasurement::merge);
    List<BigDecimal> meanLabel = parts.getOrDefault(training, new PartResiduals()).meanLabel();
    Map<String, NumberMetrics> metrics = new TreeMap<>();
    parts.forEach((name, residuals) -> metrics.put(name, residuals.metrics(meanLabel)));
    return metrics;
  }

  private static Map<String, PartResiduals> add(Map<String, PartResiduals> parts, Row row) {
    parts.computeIfAbsent(row.getString(0), name -> new PartResiduals()).add(row);
    return parts;
  }

  private static Map<String, PartResiduals> merge(
      Map<String, PartResiduals> parts, Map<String, PartResiduals> others) {
    others.forEach((name, other) -> parts.merge(name, other, PartResiduals::add));
    return parts;
  }
}
