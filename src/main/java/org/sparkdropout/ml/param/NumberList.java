package org.sparkdropout.ml.param;

import java.util.List;

/** Lists of numbers as the arrays that params hold. Python's lists may mix types. */
final class NumberList {
  private NumberList() {}

  /**
   * {@return the values}
   *
   * @param param of which they are the value, for the message
   * @throws IllegalArgumentException if one is not a whole number that an int can hold
   */
  static int[] integers(String param, List<?> values) {
    return values.stream().mapToInt(value -> integer(param, value)).toArray();
  }

  private static int integer(String param, Object value) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        "%s must hold whole numbers. Provided value: %s".formatted(param, value));
  }

  /**
   * {@return the values}
   *
   * @param param of which they are the value, for the message
   * @throws IllegalArgumentException if one is not a number
   */
  static double[] doubles(String param, List<?> values) {
    return values.stream().mapToDouble(value -> number(param, value)).toArray();
  }

  private static double number(String param, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "%s must hold numbers. Provided value: %s".formatted(param, value));
  }
}
