package org.sparkdropout.ml.param;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;

/** Params that name columns. */
public final class Columns {
  private Columns() {}

  /**
   * Whether a param names a column: it has a value, and not the empty one.
   *
   * @param owner of the param
   * @param param that may name a column
   * @return true if so
   */
  public static boolean isNamed(Params owner, Param<String> param) {
    return named(owner, param).isPresent();
  }

  /**
   * The column that a param names.
   *
   * @param owner of the param
   * @param param that may name a column
   * @return its name; empty if the param has no value, or the empty one
   */
  public static Optional<String> named(Params owner, Param<String> param) {
    return owner.isDefined(param)
        ? Optional.of(owner.getOrDefault(param)).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  /**
   * Checks that a table has the column that a param names, if it names any.
   *
   * @param owner of the param
   * @param param that may name a column
   * @param schema of the table
   * @throws InvalidDataException if not, with the nearest name
   */
  public static void requirePresent(Params owner, Param<String> param, StructType schema) {
    named(owner, param)
        .filter(name -> !Arrays.asList(schema.fieldNames()).contains(name))
        .ifPresent(
            name -> {
              throw new InvalidDataException(
                  "%s must name a column of the table. Provided value: %s. %s"
                      .formatted(param.name(), name, suggestion(name, schema)));
            });
  }

  /**
   * Checks that a table lacks the column that a param names, if it names any.
   *
   * @param owner of the param
   * @param param that may name a column
   * @param schema of the table
   * @throws InvalidDataException if it has it
   */
  public static void requireAbsent(Params owner, Param<String> param, StructType schema) {
    named(owner, param)
        .filter(name -> Arrays.asList(schema.fieldNames()).contains(name))
        .ifPresent(
            name -> {
              throw new InvalidDataException(
                  "%s must name a new column. Provided value: %s, which the table has already: drop it, or name another"
                      .formatted(param.name(), name));
            });
  }

  private static String suggestion(String name, StructType schema) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return Arrays.stream(schema.fieldNames())
        .min(Comparator.comparing(candidate -> distance.apply(name, candidate)))
        .map(nearest -> "The nearest of its %d columns: %s".formatted(schema.size(), nearest))
        .orElse("It has no columns");
  }
}
