package org.sparkdropout.job;

/**
 * What went into scoring and what came out.
 *
 * @param in rows read
 * @param out rows in the scored table
 * @param unanswered rows in it without a prediction
 * @param quarantined rows in the table of unfit rows
 */
record RowCounts(long in, long out, long unanswered, long quarantined) {

  /** Rows that are in neither table. */
  long skipped() {
    return in - out - quarantined;
  }

  /** Rows that could not be scored. */
  long unfit() {
    return in - out + unanswered;
  }

  RowCounts quarantined(long rows) {
    return new RowCounts(in, out, unanswered, rows);
  }

  /**
   * Checks that no row is lost.
   *
   * @param invalid what is done with unfit rows: skip alone may leave rows out
   * @throws IllegalStateException if rows were lost
   */
  void check(InvalidRows invalid) {
    if (skipped() != 0 && !(invalid.is(InvalidRows.SKIP) && skipped() > 0)) {
      throw new IllegalStateException(
          "Every row must be scored or quarantined. Rows in: %d, rows out: %d, quarantined: %d. Does the table change while it is read?"
              .formatted(in, out, quarantined));
    }
  }

  @Override
  public String toString() {
    return "Rows in: %,d, rows out: %,d".formatted(in, out)
        + part(quarantined, "quarantined")
        + part(skipped(), "skipped")
        + part(unanswered, "kept without an answer");
  }

  private static String part(long rows, String what) {
    return rows == 0 ? "" : ", %s: %,d".formatted(what, rows);
  }
}
