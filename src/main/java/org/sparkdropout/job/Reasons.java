package org.sparkdropout.job;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Why rows are unfit.
 *
 * @param counts of rows by reason, the most frequent first
 * @param others rows with reasons that are not among these
 */
record Reasons(List<Count> counts, long others) {
  static final Reasons NONE = new Reasons(List.of(), 0);

  /** How many are kept. */
  private static final int KEPT = 20;

  private static final int SHOWN = 5;

  /**
   * A reason.
   *
   * @param reason in the user's names of columns
   * @param rows how many have it
   */
  record Count(String reason, long rows) {}

  /**
   * Counts the reasons in a column of text.
   *
   * @param all how many rows there are, which is asked for where reasons are many
   */
  static Reasons of(Dataset<Row> unfit, String column, LongSupplier all) {
    Dataset<Row> counted =
        unfit
            .groupBy(TableColumns.quoted(column).as("reason"))
            .agg(functions.count("*").as("rows"));
    List<Count> counts =
        counted
            .orderBy(functions.desc("rows"), functions.asc("reason"))
            .limit(KEPT + 1)
            .collectAsList()
            .stream()
            .map(row -> new Count(row.getString(0), row.getLong(1)))
            .toList();
    if (counts.size() <= KEPT) {
      return new Reasons(counts, 0);
    }
    List<Count> most = counts.subList(0, KEPT);
    return new Reasons(most, all.getAsLong() - sum(most));
  }

  private static long sum(List<Count> counts) {
    return counts.stream().mapToLong(Count::rows).sum();
  }

  /** The rows in all. */
  long rows() {
    return sum(counts) + others;
  }

  /** Such as {@code column 'sex' holds nothing (11 rows), ...}. */
  @Override
  public String toString() {
    String shown =
        counts.stream()
            .limit(SHOWN)
            .map(count -> "%s (%s)".formatted(count.reason(), rows(count.rows())))
            .collect(Collectors.joining(", "));
    long rest = rows() - sum(counts.stream().limit(SHOWN).toList());
    return rest == 0 ? shown : "%s, and others (%s)".formatted(shown, rows(rest));
  }

  /** Such as {@code 1 row} or {@code 1,200 rows}. */
  static String rows(long count) {
    return "%,d %s".formatted(count, count == 1 ? "row" : "rows");
  }
}
