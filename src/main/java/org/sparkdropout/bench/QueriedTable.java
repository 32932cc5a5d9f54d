package org.sparkdropout.bench;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * A table as users have them: an id, a label, a vector of features, and many columns that no model
 * takes, of numbers and text in turn.
 */
final class QueriedTable {
  /** How many columns it has beside the others: id, label and features. */
  static final int OWN = 3;

  private QueriedTable() {}

  /**
   * Writes the table as Parquet. Its values depend on the row's id and the column alone.
   *
   * @param columns in all
   * @param inputs features of a row
   * @throws IllegalArgumentException if there are too few columns
   */
  static void write(SparkSession spark, String path, int rows, int columns, int inputs) {
    if (columns < OWN) {
      throw new IllegalArgumentException(
          "--columns must be at least %d: id, label and features. Provided value: %d"
              .formatted(OWN, columns));
    }
    List<Column> all = new ArrayList<>();
    all.add(col("id"));
    all.add(pmod(hash(-1), lit(2)).cast("double").as("label"));
    all.add(functions.array_to_vector(array(features(inputs))).as("features"));
    IntStream.range(0, columns - OWN).mapToObj(QueriedTable::other).forEach(all::add);
    spark.range(rows).select(all.toArray(Column[]::new)).write().parquet(path);
  }

  private static Column[] features(int inputs) {
    return IntStream.range(0, inputs).mapToObj(i -> share(-2 - i)).toArray(Column[]::new);
  }

  private static Column other(int place) {
    Column value =
        switch (place % 3) {
          case 0 -> share(place);
          case 1 -> pmod(hash(place), lit(1000)).cast("int");
          default -> hex(hash(place));
        };
    return value.as("other" + place);
  }

  /** A number in [0, 1). */
  private static Column share(int place) {
    return pmod(hash(place), lit(1 << 20)).divide(1 << 20);
  }

  private static Column hash(int place) {
    return xxhash64(col("id"), lit(place));
  }
}
