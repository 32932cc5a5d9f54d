package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.function.Consumer;

/** Writes the features of one or more raw columns. Thread-safe. */
interface ColumnEncoder extends Serializable {
  /**
   * Writes the features of a row.
   *
   * @param row its raw values
   * @param features zeros where this column's features go; NaN is written where a value is unfit
   */
  void encode(RawRow row, double[] features);

  /** Reports what makes a row unfit, if anything does. */
  void report(RawRow row, Consumer<Problem> problems);
}
