package org.sparkdropout.prepare;

import java.io.Serializable;

/**
 * Numbers of some training rows, column by column.
 *
 * @param values (slots, rows or more); NaN where a number is missing and will be imputed
 * @param rows how many rows there are
 */
record ColumnBlock(double[][] values, int rows) implements Passed, Serializable {
  private static final int VALUES = 1 << 17;
  private static final int MOST_ROWS = 4096;

  /** How many rows a block takes: about a megabyte of numbers. */
  static int capacity(int slots) {
    return Math.max(16, Math.min(MOST_ROWS, VALUES / Math.max(1, slots)));
  }
}
