package org.sparkdropout.prepare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The text of a category: that of the value in the column's type, as Spark casts it to text.
 *
 * <p>The same value may be written in many ways: 2139, 02139, 2139.0 and 2.139E3 are one whole
 * number, whose text is 2139.
 */
public final class CategoryText {
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(java.util.Locale.ROOT);

  /** The most digits of a decimal, and so the longest number written out. */
  private static final int DIGITS = 38;

  private CategoryText() {}

  /**
   * Whether a column of a type can hold categories.
   *
   * @param type of the column
   * @return true for text, numbers, booleans, dates and timestamps, and where all is missing
   */
  public static boolean hasText(DataType type) {
    return type instanceof StringType
        || type instanceof NumericType
        || type instanceof BooleanType
        || type instanceof NullType
        || isTime(type);
  }

  private static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  /**
   * Whether values of one type may stand for categories of another.
   *
   * @param trained the type of the categories
   * @param given the type of the values
   * @return false for an array, say, or for booleans where the categories are dates
   */
  public static boolean canBe(DataType trained, DataType given) {
    if (!hasText(given)) {
      return false;
    }
    boolean isFree =
        trained instanceof StringType || given instanceof StringType || given instanceof NullType;
    return isFree || trained instanceof NullType || isTime(trained) == isTime(given);
  }

  /**
   * The text of a value in a type.
   *
   * @param type the type
   * @param text the value in any spelling
   * @return nothing if the type has no such value, to the last digit
   */
  public static Optional<String> canonical(DataType type, String text) {
    if (type instanceof StringType || type instanceof NullType) {
      return Optional.of(text);
    }
    String bare = text.strip();
    if (type instanceof BooleanType) {
      return truth(bare);
    }
    if (isTime(type)) {
      return time(type, bare);
    }
    return number(bare).flatMap(number -> number(type, number));
  }

  private static Optional<String> truth(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Optional.of(text.toLowerCase(java.util.Locale.ROOT));
    }
    return number(text)
        .flatMap(number -> whole(number))
        .filter(whole -> whole.equals("0") || whole.equals("1"))
        .map(whole -> whole.equals("1") ? "true" : "false");
  }

  /** The number of a text, if it is one that can be written out. */
  private static Optional<BigDecimal> number(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Optional.of(text.equalsIgnoreCase("true") ? BigDecimal.ONE : BigDecimal.ZERO);
    }
    if (!NumberText.isNumber(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException exponent) { // which is beyond that of any double
      return Optional.empty();
    }
  }

  private static Optional<String> number(DataType type, BigDecimal number) {
    if (type instanceof FloatType) {
      float nearest = number.floatValue();
      boolean same = isExactly(number, Float.toString(nearest), nearest);
      return same ? Optional.of(Float.toString(nearest + 0f)) : Optional.empty();
    }
    if (type instanceof DoubleType) {
      double nearest = number.doubleValue();
      boolean same = isExactly(number, Double.toString(nearest), nearest);
      return same ? Optional.of(Double.toString(nearest + 0.0)) : Optional.empty();
    }
    return type instanceof DecimalType decimal ? decimal(decimal, number) : whole(number);
  }

  /** Whether a number is the nearest float or double: by its shortest text, or to the last bit. */
  private static boolean isExactly(BigDecimal number, String shortest, double nearest) {
    return Double.isFinite(nearest)
        && (number.compareTo(new BigDecimal(shortest)) == 0
            || number.compareTo(new BigDecimal(Double.toString(nearest))) == 0
            || number.compareTo(new BigDecimal(nearest)) == 0);
  }

  private static Optional<String> whole(BigDecimal number) {
    return decimal(new DecimalType(DIGITS, 0), number);
  }

  private static Optional<String> decimal(DecimalType type, BigDecimal number) {
    if (number.signum() != 0
        && (number.precision() - (long) number.scale() > DIGITS || isFiner(number, type))) {
      return Optional.empty();
    }
    BigDecimal zero = number.signum() == 0 ? BigDecimal.ZERO : number;
    return Optional.of(zero.setScale(type.scale(), RoundingMode.UNNECESSARY).toPlainString());
  }

  private static boolean isFiner(BigDecimal number, DecimalType type) {
    return number.stripTrailingZeros().scale() > type.scale();
  }

  private static Optional<String> time(DataType type, String text) {
    try {
      LocalDateTime time =
          text.length() > 10 && text.indexOf(':') > 0
              ? LocalDateTime.parse(text.replace('T', ' ').concat(seconds(text)), TIMESTAMP)
              : LocalDate.parse(text).atStartOfDay();
      if (!(type instanceof DateType)) {
        return Optional.of(TIMESTAMP.format(time));
      }
      boolean isDate = time.toLocalTime().equals(LocalTime.MIDNIGHT);
      return isDate ? Optional.of(time.toLocalDate().toString()) : Optional.empty();
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /** What a time of day without seconds lacks. */
  private static String seconds(String text) {
    return text.indexOf(':') == text.lastIndexOf(':') ? ":00" : "";
  }
}
