package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.monitor.Described;

/**
 * One pass over raw rows that counts, per raw column, the values nothing can be made of; so that an
 * error names the column of the user's table, not a place in an assembled vector.
 */
public final class RowCheck {
  private static final String ROWS = "rows";

  private final Map<String, Column> counts = new LinkedHashMap<>();

  /** Creates a check that counts the rows only. */
  public RowCheck() {
    counts.put(ROWS, functions.lit(1));
  }

  /**
   * Counts missing (null, NaN) and infinite numbers.
   *
   * @param column a numeric column
   * @param impute what stands in for missing values; if any, only infinite ones count
   * @return this
   */
  public RowCheck number(String column, Preparation.Impute impute) {
    Column value = quoted(column).cast(DataTypes.DoubleType);
    if (impute == Preparation.Impute.NONE) {
      add(column, "no number", value.isNull().or(functions.isnan(value)));
    }
    add(column, "an infinite number", functions.abs(value).equalTo(Double.POSITIVE_INFINITY));
    return this;
  }

  /**
   * Counts missing text.
   *
   * @param column a column of labels or categories
   * @return this
   */
  public RowCheck text(String column) {
    add(column, "nothing", quoted(column).isNull());
    return this;
  }

  private void add(String column, String what, Column holds) {
    counts.put(
        "Column '" + column + "' holds " + what,
        functions.coalesce(holds, functions.lit(false)).cast(DataTypes.IntegerType));
  }

  private static Column quoted(String column) {
    return functions.col(QuotingUtils.quoteIdentifier(column));
  }

  /**
   * Counts.
   *
   * @param table raw rows
   * @param remedy what the message of a failure ends with
   * @return the number of rows
   * @throws InvalidDataException if the table is empty or a count is not zero, naming all of them
   */
  public long check(Dataset<Row> table, String remedy) {
    List<Column> sums = new ArrayList<>();
    counts.values().forEach(count -> sums.add(functions.sum(count)));
    Row found =
        Described.job(
            table.sparkSession().sparkContext(),
            "check columns",
            "count invalid values",
            () ->
                table
                    .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
                    .first());
    if (found.isNullAt(0)) {
      throw new InvalidDataException(
          "The table must hold rows. It holds none: name a table with rows");
    }
    long rows = found.getLong(0);
    List<String> names = List.copyOf(counts.keySet());
    List<String> wrong = new ArrayList<>();
    for (int place = 1; place < names.size(); place++) {
      if (found.getLong(place) > 0) {
        wrong.add("%s in %d of %d rows".formatted(names.get(place), found.getLong(place), rows));
      }
    }
    if (!wrong.isEmpty()) {
      throw new InvalidDataException(
          "Every row must have a value. "
              + wrong.stream().collect(Collectors.joining(". "))
              + ". "
              + remedy);
    }
    return rows;
  }
}
