package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.Arrays;

/** Numbers of some training rows, column by column. Whoever asks for the numbers must not write. */
final class ColumnBlock implements Passed, Serializable {
  private static final long serialVersionUID = 1L;
  private static final int VALUES = 1 << 17;
  private static final int MOST_ROWS = 4096;

  private final double[][] values;
  private final int rows;

  /**
   * Takes over numbers, but for the room that is not filled.
   *
   * @param values (slots, rows or more); NaN where a number is missing and will be imputed
   * @param rows how many rows there are
   */
  ColumnBlock(double[][] values, int rows) {
    this.values = values;
    this.rows = rows;
    for (int slot = 0; slot < values.length; slot++) {
      if (rows < values[slot].length) {
        values[slot] = Arrays.copyOf(values[slot], rows);
      }
    }
  }

  /** The numbers of a slot, one a row. */
  double[] values(int slot) {
    return values[slot];
  }

  int slots() {
    return values.length;
  }

  int rows() {
    return rows;
  }

  /** How many rows a block takes: about a megabyte of numbers. */
  static int capacity(int slots) {
    return Math.max(16, Math.min(MOST_ROWS, VALUES / Math.max(1, slots)));
  }
}
