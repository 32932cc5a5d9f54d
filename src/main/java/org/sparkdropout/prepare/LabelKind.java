package org.sparkdropout.prepare;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** What the labels of the training table are, which says how a label is written and ordered. */
enum LabelKind {
  /** Text and dates: written as they are, in alphabetical order. */
  TEXT,
  /** Booleans: false, then true. */
  BOOLEAN,
  /** Numbers of any type: written as short as possible, in the order of their values. */
  NUMBER;

  private static final int LONGEST_PLAIN = 20;

  /** The kind of a column; nothing if a column of such a type cannot hold labels. */
  static Optional<LabelKind> of(DataType type) {
    if (type instanceof NumericType) {
      return Optional.of(NUMBER);
    }
    if (type instanceof BooleanType) {
      return Optional.of(BOOLEAN);
    }
    return type instanceof StringType || type instanceof DateType
        ? Optional.of(TEXT)
        : Optional.empty();
  }

  Comparator<String> order() {
    return this == NUMBER ? Comparator.comparing(BigDecimal::new) : Comparator.naturalOrder();
  }

  /**
   * Writes a label of a column of any kind as this kind does.
   *
   * @param value as Spark casts it to text; may be null
   * @param given the kind of the column it is from
   * @return one text for equal labels; nothing for a missing label
   */
  Optional<String> text(String value, LabelKind given) {
    if (value == null || (given == NUMBER && !isFinite(value))) {
      return Optional.empty();
    }
    return switch (this) {
      case TEXT -> Optional.of(value);
      case BOOLEAN -> Optional.of(given == NUMBER ? truth(number(value)) : lower(value));
      case NUMBER -> given == BOOLEAN ? Optional.of(digit(value)) : numberOrMissing(value);
    };
  }

  private static boolean isFinite(String number) {
    return !number.equals("NaN") && !number.endsWith("Infinity");
  }

  private static Optional<String> numberOrMissing(String value) {
    String text = number(value);
    return Optional.of(text).filter(some -> !some.isEmpty() && isFinite(some));
  }

  private static String lower(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }

  private static String truth(String number) {
    return switch (number) {
      case "0" -> "false";
      case "1" -> "true";
      default -> number;
    };
  }

  private static String digit(String truth) {
    return truth.equals("true") ? "1" : "0";
  }

  /** A number as short as possible; text that is none without the space around it. */
  static String number(String value) {
    try {
      BigDecimal number = new BigDecimal(value.strip());
      BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
      boolean plain = shortest.precision() - Math.min(0, shortest.scale()) <= LONGEST_PLAIN;
      return plain && shortest.scale() <= LONGEST_PLAIN
          ? shortest.toPlainString()
          : shortest.toString();
    } catch (NumberFormatException noNumber) {
      return value.strip();
    }
  }
}
