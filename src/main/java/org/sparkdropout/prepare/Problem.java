package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.Locale;

/**
 * What makes a value unfit.
 *
 * @param feature the first feature that is made of it
 * @param column in which it is
 * @param kind of fault
 * @param value as the table has it; empty where there is none
 */
record Problem(int feature, String column, Kind kind, String value) implements Serializable {
  /** The longest text of a value that is shown. */
  private static final int LONGEST = 60;

  /** Kinds of faults. */
  enum Kind {
    /** Null or NaN where a number must be. */
    NO_NUMBER("no number"),
    /** Infinity. */
    INFINITE("an infinite number"),
    /** Beyond the range of float once scaled. */
    LARGE("a number beyond the range of float"),
    /** Text that is no number. */
    NOT_A_NUMBER("text that is no number"),
    /** Null where a category must be. */
    NOTHING("nothing"),
    /** A category that no row of training had. */
    UNSEEN("a category that training never saw"),
    /** No vector. */
    NO_VECTOR("no vector"),
    /** A vector in which an entry is null or NaN. */
    NO_ENTRY("a missing entry"),
    /** A vector of another length. */
    WIDTH("a vector of another length than in training");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Such as {@code no number}. */
    String text() {
      return text;
    }
  }

  /** The fault in one row: {@code column 'zone' holds 'K1A', a category that ...}. */
  String text() {
    if (kind == Kind.WIDTH) {
      return "column '%s' holds %s".formatted(column, value);
    }
    String given = value.isEmpty() ? "" : shown() + ", ";
    return "column '%s' holds %s%s".formatted(column, given, kind.text());
  }

  /** The value in quotes, cut off where it is long. */
  String shown() {
    return value.length() <= LONGEST
        ? "'" + value + "'"
        : "'" + value.substring(0, LONGEST) + "...'";
  }

  /** The fault in many rows, such as {@code Column 'zone' holds ... in 3 of 7 rows}. */
  String text(long rows, long all) {
    String such = value.isEmpty() ? "" : ", such as " + shown();
    return String.format(
        Locale.ROOT,
        "Column '%s' holds %s in %d of %d rows%s",
        column,
        kind.text(),
        rows,
        all,
        such);
  }
}
