package org.sparkdropout.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * How the categories of a column are written, by the type that the column had in training.
 *
 * <p>Spark writes 1, true and 2024-01-31 where Python's pandas writes 1.0 (a column of whole
 * numbers that misses values), True and 2024-01-31 00:00:00. All of these mean the same category.
 * Text has one spelling: its own.
 */
enum Spelling {
  /** Any text: nothing else means the same. */
  TEXT("the text itself, as in training") {
    @Override
    List<String> others(String category) {
      return List.of();
    }

    @Override
    String inPandas(String category) {
      return category;
    }
  },
  /** A whole number. */
  WHOLE("a whole number: 7, 07 and 7.0 are the same category") {
    @Override
    List<String> others(String category) {
      List<String> others = new ArrayList<>(truths(number(category)));
      others.add(category + ".0");
      return others;
    }

    @Override
    String inPandas(String category) {
      double value = number(category);
      return Math.abs(value) < LARGEST_WHOLE ? category + ".0" : category;
    }
  },
  /** A number with digits after the point, or one that may have them. */
  FRACTION("a number: 2.5, 2.50 and 25e-1 are the same category") {
    @Override
    List<String> others(String category) {
      return switch (category) {
        case "Infinity" -> List.of("inf");
        case "-Infinity" -> List.of("-inf");
        default -> truths(number(category));
      };
    }

    @Override
    String inPandas(String category) {
      double value = number(category);
      boolean plain = Math.abs(value) >= 1e-4 && Math.abs(value) < LARGEST_PLAIN;
      if (!plain) {
        return category.replace("Infinity", "inf");
      }
      String digits = BigDecimal.valueOf(value).toPlainString();
      return digits.contains(".") ? digits : digits + ".0";
    }
  },
  /** True or false. */
  BOOLEAN("true, True, TRUE or 1; false, False, FALSE or 0") {
    @Override
    List<String> others(String category) {
      return truths(truth(category));
    }

    @Override
    String inPandas(String category) {
      return category.equals("true") ? "True" : "False";
    }

    @Override
    double value(String category) {
      return truth(category);
    }
  },
  /** A day. */
  DATE("a date, 2024-01-31, alone or with midnight after it, 2024-01-31 00:00:00") {
    @Override
    List<String> others(String category) {
      return moments(category, "00:00:00", "");
    }

    @Override
    String inPandas(String category) {
      return category + MIDNIGHT;
    }
  },
  /** A moment. */
  TIMESTAMP(
      "a date and a time, 2024-01-31 12:30:00.5, in the time zone of training; midnight may be left"
          + " out") {
    @Override
    List<String> others(String category) {
      String[] parts = category.split("[ .]", -1);
      if (parts.length < 2) {
        return List.of();
      }
      List<String> others =
          new ArrayList<>(moments(parts[0], parts[1], parts.length > 2 ? parts[2] : ""));
      if (category.endsWith(MIDNIGHT)) {
        others.add(parts[0]);
      }
      return others;
    }

    @Override
    String inPandas(String category) {
      int point = category.indexOf('.');
      return point < 0 ? category : (category + "000000").substring(0, point + 7);
    }
  };

  /** Below it every whole number is a double. */
  private static final double LARGEST_WHOLE = 1L << 53;

  /** From here on pandas writes exponents. */
  private static final double LARGEST_PLAIN = 1e16;

  private static final String MIDNIGHT = " 00:00:00";

  private final String words;

  Spelling(String words) {
    this.words = words;
  }

  /** The spelling of categories of a column that had a type in training. */
  static Spelling of(DataType type) {
    if (type instanceof IntegralType) {
      return WHOLE;
    }
    if (type instanceof FractionalType || type instanceof DecimalType) {
      return FRACTION;
    }
    if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return TIMESTAMP;
    }
    if (type instanceof BooleanType) {
      return BOOLEAN;
    }
    return type instanceof DateType ? DATE : TEXT;
  }

  /** The spelling, for users. */
  String words() {
    return words;
  }

  /** Other texts that mean the same category, beside those of numbers that are equal. */
  abstract List<String> others(String category);

  /** The text that pandas makes of a category. */
  abstract String inPandas(String category);

  /** Whether categories are the same where their numbers are equal; true is 1, false is 0. */
  boolean isNumber() {
    return this == WHOLE || this == FRACTION || this == BOOLEAN;
  }

  /**
   * The number of a category; NaN if it has none, or none that is a double exactly.
   *
   * <p>A number beyond 2^53 may be read as its neighbour, so there it must be spelled as in
   * training.
   */
  double value(String category) {
    double value = number(category);
    boolean inexact = this == WHOLE && Math.abs(value) >= LARGEST_WHOLE;
    return inexact || Double.isInfinite(value) ? Double.NaN : value;
  }

  private static double truth(String category) {
    return switch (category) {
      case "true" -> 1;
      case "false" -> 0;
      default -> Double.NaN;
    };
  }

  /** The texts of a truth value for 1 and 0, which are the numbers of them. */
  private static List<String> truths(double number) {
    if (number == 1) {
      return List.of("true", "True", "TRUE");
    }
    return number == 0 ? List.of("false", "False", "FALSE") : List.of();
  }

  private static double number(String text) {
    try {
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** The spellings of a moment: with a space or T, and with 0, 3, 6 or 9 digits of a second. */
  private static List<String> moments(String date, String time, String fraction) {
    List<String> moments = new ArrayList<>();
    for (String separator : List.of(" ", "T")) {
      moments.add(date + separator + time + (fraction.isEmpty() ? "" : "." + fraction));
      if (time.endsWith(":00") && fraction.isEmpty()) {
        moments.add(date + separator + time.substring(0, time.length() - 3));
      }
      for (int digits = 3; digits <= 9; digits += 3) {
        if (fraction.length() <= digits) {
          String padded = fraction + "0".repeat(digits - fraction.length());
          moments.add(date + separator + time + "." + padded);
        }
      }
    }
    return moments;
  }
}
