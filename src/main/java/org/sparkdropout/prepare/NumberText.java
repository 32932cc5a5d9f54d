package org.sparkdropout.prepare;

import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Numbers that arrive as text. */
final class NumberText {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern INFINITE = Pattern.compile("([+-]?)Infinity");

  private NumberText() {}

  /** Whether a text stands for no value: it is null, blank or NaN. */
  static boolean isMissing(String text) {
    return text == null || text.isBlank() || text.strip().equals("NaN");
  }

  /** Whether a text without blanks around it is a finite number in decimal digits. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /**
   * Reads a number.
   *
   * @param text may be null
   * @param trained the column's type in training; where it is boolean, true and false are 1 and 0
   * @return NaN where the text stands for no value; nothing if it is no number
   */
  static OptionalDouble parse(String text, DataType trained) {
    if (isMissing(text)) {
      return OptionalDouble.of(Double.NaN);
    }
    String bare = text.strip();
    if (isNumber(bare) || INFINITE.matcher(bare).matches()) {
      return OptionalDouble.of(Double.parseDouble(bare));
    }
    if (trained.equals(DataTypes.BooleanType) && bare.equalsIgnoreCase("true")) {
      return OptionalDouble.of(1);
    }
    if (trained.equals(DataTypes.BooleanType) && bare.equalsIgnoreCase("false")) {
      return OptionalDouble.of(0);
    }
    return OptionalDouble.empty();
  }
}
