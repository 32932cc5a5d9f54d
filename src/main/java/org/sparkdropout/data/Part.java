package org.sparkdropout.data;

import java.util.Locale;

/** What a row of a table is for. */
public enum Part {
  /** Trained on. */
  TRAINING,
  /** Held out for validation. */
  VALIDATION,
  /** Neither, for a missing or wrong value. */
  UNUSABLE;

  static Part of(ReadRow row) {
    if (!row.isUsable()) {
      return UNUSABLE;
    }
    return row.heldOut() ? VALIDATION : TRAINING;
  }

  /**
   * The part in words.
   *
   * @return its name in lower case
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
