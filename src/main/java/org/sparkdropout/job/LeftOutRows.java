package org.sparkdropout.job;

import static org.apache.spark.ml.functions.vector_to_array;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.Preparation;

/** Says how many rows training left out, and because of which columns. */
final class LeftOutRows {
  private final PreparedData data;
  private final Dataset<Row> raw;
  private final Map<String, Column> unfit = new LinkedHashMap<>();

  private LeftOutRows(PreparedData data, Dataset<Row> raw) {
    this.data = data;
    this.raw = raw;
  }

  /**
   * Counts unfit values, if rows were left out: one pass over the table.
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
    addColumns();
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

  private void addColumns() {
    Preparation preparation = data.preparation();
    boolean imputes = preparation.impute() != Preparation.Impute.NONE;
    for (String number : preparation.numbers()) {
      Column value = quoted(number).cast(DataTypes.FloatType);
      unfit.put(number, imputes ? value.isNotNull().and(isInfinite(value)) : isUnfit(value));
    }
    for (String vector : preparation.vectors().keySet()) {
      Column values = vector_to_array(quoted(vector), "float32");
      unfit.put(vector, values.isNull().or(functions.exists(values, LeftOutRows::isUnfit)));
    }
    if (!imputes) {
      preparation.categories().forEach(name -> unfit.put(name, quoted(name).isNull()));
    }
    unfit.put(data.label(), data.labelText(raw).isNull());
  }

  private static Column isUnfit(Column value) {
    return value.isNull().or(functions.isnan(value)).or(isInfinite(value));
  }

  private static Column isInfinite(Column value) {
    return functions.abs(value).equalTo(Float.POSITIVE_INFINITY);
  }

  private Map<String, Long> counts() {
    Column[] sums =
        unfit.values().stream()
            .map(holds -> functions.count(functions.when(holds, 1)))
            .toArray(Column[]::new);
    Row found =
        Described.job(
            raw.sparkSession().sparkContext(),
            "count left out rows",
            "count unfit values",
            () -> raw.agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length)).first());
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String name : unfit.keySet()) {
      counts.put(name, found.getLong(counts.size()));
    }
    return counts;
  }

  private static Column quoted(String column) {
    return functions.col(QuotingUtils.quoteIdentifier(column));
  }
}
