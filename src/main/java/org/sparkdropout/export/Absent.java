package org.sparkdropout.export;

/**
 * What all places of a column of categories hold in a row that has none of them: 0 where such a row
 * is fit, as the column then weighs nothing, and NaN where it has no answer.
 *
 * @param unseen where the row has a category that training never saw
 * @param missing where the row has no category, and that is not one of its own
 */
record Absent(double unseen, double missing) {
  static final double WEIGHS_NOTHING = 0;
  static final double NO_ANSWER = Double.NaN;

  /** What becomes of a row with an unseen category, for users. */
  String unseenIs() {
    return text(unseen);
  }

  /** What becomes of a row without a category, for users. */
  String missingIs() {
    return text(missing);
  }

  private static String text(double value) {
    return Double.isNaN(value) ? RawInput.NO_ANSWER : RawInput.WEIGHS_NOTHING;
  }
}
