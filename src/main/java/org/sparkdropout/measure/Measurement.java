package org.sparkdropout.measure;

import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Measures a network on the parts of a table: training, validation and test rows.
 *
 * <p>The rows are scored once. They are counted by true and predicted class (and, of two classes,
 * by score), and all else is computed from these counts. So every figure is exact up to the last
 * rounding, and depends on the set of rows alone.
 */
public final class Measurement {
  /** The most cells of a confusion matrix that are told. */
  public static final int CELLS_SHOWN = 10_000;

  /** The most unseen labels that are told. */
  public static final int UNSEEN_SHOWN = 100;

  private final Predictions predictions;
  private final List<String> labels;

  /**
   * Prepares a measurement.
   *
   * @param predictions the columns of the network
   * @param labels the text of each class of the network, in order
   */
  public Measurement(Predictions predictions, List<String> labels) {
    this.predictions = predictions;
    this.labels = List.copyOf(labels);
  }

  /**
   * Measures.
   *
   * @param scored rows with the columns of the network
   * @param part a column of text: which part a row belongs to
   * @param text a column of text: the label as the user knows it
   * @param training the part whose largest class is the one to compare with
   * @return the metrics of each part that has rows, by part
   */
  public Map<String, Metrics> of(Dataset<Row> scored, String part, String text, String training) {
    Dataset<Row> counted = counted(scored, part, text).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<String, PartCounts> parts = parts(counted);
      Map<String, SortedMap<String, Long>> unseen = unseen(counted);
      int largest = parts.getOrDefault(training, new PartCounts(labels)).largestClass();
      Map<String, Metrics> metrics = new TreeMap<>();
      parts.forEach(
          (name, counts) ->
              metrics.put(
                  name,
                  counts.metrics(
                      largest,
                      areaUnderRoc(counted, name),
                      unseen.getOrDefault(name, new TreeMap<>()))));
      return metrics;
    } finally {
      counted.unpersist(false);
    }
  }

  private Dataset<Row> counted(Dataset<Row> scored, String part, String text) {
    Column labelled = predictions.labelled();
    Column trueClass = when(labelled, predictions.trueClass());
    Column unseen = trueClass.equalTo(Predictions.UNSEEN);
    boolean binary = labels.size() == 2;
    return scored
        .select(
            quoted(part).as("part"),
            trueClass.as("class"),
            when(predictions.answered(), predictions.predictedClass()).as("predicted"),
            when(unseen, quoted(text)).as("label"),
            (binary ? when(predictions.measurable(), predictions.probabilityOfSecond()) : lit(null))
                .cast(DataTypes.DoubleType)
                .as("score"),
            when(predictions.measurable(), predictions.loss()).as("loss"))
        .groupBy("part", "class", "predicted", "label", "score")
        .agg(count(lit(1)).as("rows"), sum("loss").as("loss"));
  }

  private Map<String, PartCounts> parts(Dataset<Row> counted) {
    Map<String, PartCounts> parts = new LinkedHashMap<>();
    counted
        .groupBy("part", "class", "predicted")
        .agg(sum("rows"), sum("loss"))
        .collectAsList()
        .forEach(
            row -> parts.computeIfAbsent(row.getString(0), p -> new PartCounts(labels)).add(row));
    return parts;
  }

  private static Map<String, SortedMap<String, Long>> unseen(Dataset<Row> counted) {
    Map<String, SortedMap<String, Long>> unseen = new TreeMap<>();
    counted
        .filter(col("class").equalTo(Predictions.UNSEEN).and(col("predicted").isNotNull()))
        .groupBy("part", "label")
        .agg(sum("rows").as("rows"))
        .withColumn(
            "place",
            row_number().over(Window.partitionBy("part").orderBy(desc("rows"), asc("label"))))
        .filter(col("place").leq(UNSEEN_SHOWN))
        .collectAsList()
        .forEach(
            row ->
                unseen
                    .computeIfAbsent(row.getString(0), p -> new TreeMap<>())
                    .put(row.getString(1), row.getLong(2)));
    return unseen;
  }

  private Double areaUnderRoc(Dataset<Row> counted, String part) {
    return labels.size() == 2
        ? AreaUnderRoc.of(
                counted.filter(
                    col("part")
                        .equalTo(part)
                        .and(col("score").isNotNull())
                        .and(col("class").notEqual(Predictions.UNSEEN))))
            .orElse(null)
        : null;
  }

  private static Column quoted(String name) {
    return col(QuotingUtils.quoteIdentifier(name));
  }
}
