package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.monitor.Described;

/**
 * The tables that the group {@code input} names.
 *
 * @param rows the rows to train on, or to score
 * @param test the rows to measure on, if any
 */
record InputTable(Dataset<Row> rows, Optional<Dataset<Row>> test) {

  /** Reads the table to score. */
  static Dataset<Row> read(SparkSession spark, Settings settings) {
    return load(spark, settings, "input.path");
  }

  /**
   * Reads the table to train on and, from a second table or a share of the first, the one to
   * measure on.
   */
  static InputTable readWithTest(SparkSession spark, Settings settings) {
    double share = testFraction(settings);
    Dataset<Row> rows = load(spark, settings, "input.path");
    if (!settings.isNull("input.testPath")) {
      return new InputTable(rows, Optional.of(load(spark, settings, "input.testPath")));
    }
    if (share == 0) {
      return new InputTable(rows, Optional.empty());
    }
    Column isTest = position(rows, settings.whole("train.seed")).lt(share);
    return new InputTable(rows.filter(functions.not(isTest)), Optional.of(rows.filter(isTest)));
  }

  /**
   * The share of the rows to measure on.
   *
   * @throws SettingsException if it is no share, or there is a table to measure on beside it
   */
  static double testFraction(Settings settings) {
    double share = settings.share("input.testFraction");
    if (share > 0 && !settings.isNull("input.testPath")) {
      throw settings.wrong("input.testFraction", "0 where input.testPath is set");
    }
    return share;
  }

  /** A number in [0, 1) that follows from a row's content, maps apart, and the seed only. */
  private static Column position(Dataset<Row> rows, long seed) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      // Spark does not hash maps: equal ones may be stored in different orders.
      if (!field.dataType().catalogString().contains("map<")) {
        columns.add(rows.col(QuotingUtils.quoteIdentifier(field.name())));
      }
    }
    columns.add(functions.lit(seed));
    Column hash =
        functions.shiftrightunsigned(functions.xxhash64(columns.toArray(Column[]::new)), 11);
    return hash.divide(functions.lit(0x1p53));
  }

  private static Dataset<Row> load(SparkSession spark, Settings settings, String key) {
    String path = settings.required(key);
    String format = settings.text("input.format");
    try {
      return Described.job(
          spark.sparkContext(),
          "look into " + key,
          "infer columns",
          () -> spark.read().format(format).options(settings.options("input.options")).load(path));
    } catch (Exception failure) {
      throw unreadable(key, path, format, failure);
    }
  }

  private static RuntimeException unreadable(
      String key, String path, String format, Exception failure) {
    boolean missing =
        failure instanceof AnalysisException analysis
            && "PATH_NOT_FOUND".equals(analysis.getErrorClass());
    if (missing) {
      return new InvalidDataException(
          "%s must name an existing table. Nothing is there: %s".formatted(key, path));
    }
    if (failure instanceof ClassNotFoundException) {
      return new SettingsException(
          ("input.format must name a format that Spark knows. Provided value: %s. Formats of other"
                  + " packages need -- --packages ...")
              .formatted(format),
          failure);
    }
    return new InvalidDataException(
        "%s must name a table that Spark reads as %s. Provided: %s. %s"
            .formatted(key, format, path, Failure.of(failure).line()));
  }
}
