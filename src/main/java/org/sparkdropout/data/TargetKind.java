package org.sparkdropout.data;

/** What an estimator learns from the label column. */
public enum TargetKind {
  /** The number of a class. */
  CLASS,
  /** A real number, or a vector of them. */
  NUMBERS
}
