package org.sparkdropout.job;

import org.sparkdropout.data.InvalidDataException;

/**
 * What went into scoring and what came out.
 *
 * @param in rows read
 * @param out rows written
 */
record RowCounts(long in, long out) {

  /**
   * Checks that no row is lost.
   *
   * @param handleInvalid with skip, rows may be left out, and are told
   * @throws InvalidDataException if the table was empty
   * @throws IllegalStateException if rows were lost
   */
  void check(String handleInvalid) {
    if (in == 0) {
      throw new InvalidDataException(
          "The table must hold rows. It holds none: check input.path and its filters");
    }
    if (in != out && !handleInvalid.equals("skip")) {
      throw new IllegalStateException(
          "Every row must be scored. Rows in: %d, rows out: %d".formatted(in, out));
    }
  }

  @Override
  public String toString() {
    String skipped = in == out ? "" : " (%,d skipped: invalid values)".formatted(in - out);
    return "Rows in: %,d, rows out: %,d%s".formatted(in, out, skipped);
  }
}
