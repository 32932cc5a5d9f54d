package org.sparkdropout.job;

import static org.apache.spark.ml.functions.vector_to_array;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.monitor.Described;

/** Says how many rows training left out, and because of which columns. */
final class LeftOutRows {
  private final PreparedData data;
  private final Dataset<Row> raw;

  private LeftOutRows(PreparedData data, Dataset<Row> raw) {
    this.data = data;
    this.raw = raw;
  }

  /**
   * Counts unfit values, if rows were left out: two passes over the table.
   *
   * @param data what was trained on
   * @param raw the same rows before they were prepared
   * @param unusable how many rows were left out
   * @return one line for people; nothing if no row was left out
   */
  static Optional<String> of(PreparedData data, Dataset<Row> raw, long unusable) {
    return unusable == 0
        ? Optional.empty()
        : Optional.of(new LeftOutRows(data, raw).line(unusable));
  }

  private String line(long unusable) {
    String columns =
        counts().entrySet().stream()
            .filter(column -> column.getValue() > 0)
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(column -> "%s: %,d".formatted(column.getKey(), column.getValue()))
            .collect(Collectors.joining(", "));
    return "Left out: %,d %s with missing or wrong values%s"
        .formatted(
            unusable,
            unusable == 1 ? "row" : "rows",
            columns.isEmpty() ? "" : " (" + columns + ")");
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    data.encoder().ifPresent(encoder -> counts.putAll(encoder.unfitRows(raw)));
    if (data.encoder().isEmpty()) {
      Column values = vector_to_array(quoted(data.rawColumns().get(0)), "float32");
      Column unfit = values.isNull().or(functions.exists(values, LeftOutRows::isUnfit));
      counts.put(data.rawColumns().get(0), count(unfit));
    }
    counts.put(data.label(), count(data.unlabelled(raw)));
    named(SharedParams::weightCol)
        .ifPresent(weight -> counts.put(weight, count(isUnfitWeight(quoted(weight)))));
    named(SharedParams::validationIndicatorCol)
        .ifPresent(indicator -> counts.put(indicator, count(quoted(indicator).isNull())));
    return counts;
  }

  /** The column that a param of the classifier names, if it names one. */
  private Optional<String> named(Function<SharedParams, Param<String>> param) {
    SharedParams estimator = data.estimator();
    return Optional.of(param.apply(estimator))
        .filter(estimator::isDefined)
        .map(estimator::getOrDefault)
        .filter(column -> !column.isEmpty());
  }

  private static Column isUnfitWeight(Column weight) {
    Column number = weight.cast(DataTypes.FloatType);
    return isUnfit(number).or(number.lt(0));
  }

  private long count(Column unfit) {
    return Described.job(
        raw.sparkSession().sparkContext(),
        "count left out rows",
        "count unfit values",
        () -> raw.filter(unfit).count());
  }

  private static Column isUnfit(Column value) {
    return value.isNull().or(functions.isnan(value)).or(isInfinite(value));
  }

  private static Column isInfinite(Column value) {
    return functions.abs(value).equalTo(Float.POSITIVE_INFINITY);
  }

  private static Column quoted(String column) {
    return functions.col(QuotingUtils.quoteIdentifier(column));
  }
}
