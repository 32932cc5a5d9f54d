package org.sparkdropout.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * A table of many numeric columns, each on a scale of its own, in which values are missing.
 *
 * @param rows of it
 * @param columns of numbers, beside the label
 */
record NumbersTable(int rows, int columns) {
  static final String LABEL = "label";

  /** One value in so many is missing. */
  private static final int MISSING = 50;

  /** Digits of a value: so many values of a column may differ. */
  private static final int VALUES = 1 << 20;

  /**
   * Reads a shape.
   *
   * @param text such as 2000x300: columns, rows
   * @throws IllegalArgumentException if it is none
   */
  static NumbersTable of(String text) {
    try {
      String[] parts = text.split("x", -1);
      if (parts.length == 2) {
        return new NumbersTable(Integer.parseInt(parts[1]), Integer.parseInt(parts[0]));
      }
    } catch (NumberFormatException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static IllegalArgumentException wrong(String text, Exception cause) {
    return new IllegalArgumentException(
        "A shape must be columns x rows, such as 2000x300. Provided value: " + text, cause);
  }

  /** The names of the columns of numbers. */
  List<String> names() {
    return IntStream.range(0, columns).mapToObj(place -> "x" + place).toList();
  }

  /** Writes it as Parquet. Its values depend on the row and the column alone. */
  void write(SparkSession spark, String path) {
    List<Column> all = new ArrayList<>();
    all.add(pmod(hash(-1), lit(2)).cast("double").as(LABEL));
    IntStream.range(0, columns).mapToObj(NumbersTable::column).forEach(all::add);
    spark.range(rows).select(all.toArray(Column[]::new)).write().parquet(path);
  }

  private static Column column(int place) {
    double scale = Math.pow(10, place % 7 - 3);
    Column value = pmod(hash(place), lit(VALUES)).multiply(scale / VALUES);
    return when(pmod(hash(~place), lit(MISSING)).notEqual(0), value).as("x" + place);
  }

  private static Column hash(int place) {
    return xxhash64(col("id"), lit(place));
  }

  @Override
  public String toString() {
    return "%,d columns x %,d rows".formatted(columns, rows);
  }
}
