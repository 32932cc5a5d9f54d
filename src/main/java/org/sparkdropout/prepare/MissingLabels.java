package org.sparkdropout.prepare;

/** What becomes of training rows without a label. */
public enum MissingLabels {
  /** They are an error. */
  REFUSED,
  /** They are left out. */
  LEFT_OUT
}
