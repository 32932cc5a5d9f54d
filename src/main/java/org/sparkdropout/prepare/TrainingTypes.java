package org.sparkdropout.prepare;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;

/** Which types columns may have in training. */
final class TrainingTypes {
  private TrainingTypes() {}

  /**
   * Checks the type of a column.
   *
   * @throws InvalidDataException if it cannot be trained on, with the remedy
   */
  static void require(RawColumn column) {
    DataType type = column.trained();
    switch (column.kind()) {
      case NUMBER -> {
        if (!FeatureTypes.isNumber(type)) {
          throw wrong(column, "must be numeric to be a feature", numberRemedy(column));
        }
      }
      case VECTOR -> {
        if (!FeatureTypes.isVector(type)) {
          throw wrong(
              column,
              "must hold vectors or arrays of numbers to be a feature",
              "Leave it out of input.features");
        }
      }
      case CATEGORY -> {
        if (!CategoryText.hasText(type)) {
          throw wrong(
              column,
              "must hold text, numbers, booleans, dates or timestamps to be categories",
              "Leave it out of input.categorical, or cast it to text before");
        }
      }
    }
  }

  private static InvalidDataException wrong(RawColumn column, String must, String remedy) {
    return new InvalidDataException(
        "Column '%s' %s. Its type: %s. %s"
            .formatted(column.name(), must, TypeText.of(column.trained()), remedy));
  }

  private static String numberRemedy(RawColumn column) {
    DataType type = column.trained();
    if (type instanceof StringType) {
      return ("Name it in input.categorical, not in input.features, if it holds categories."
              + " If it holds numbers, set input.schema = \"%s DOUBLE\". If a text in it stands for a missing"
              + " value, set input.options.nullValue to that text")
          .formatted(TypeText.inSchema(column.name()));
    }
    boolean isTime =
        type instanceof DateType
            || type instanceof TimestampType
            || type instanceof TimestampNTZType;
    return isTime
        ? "Leave it out of input.features, or make numbers of it before, such as days since another date"
        : "Leave it out of input.features";
  }
}
