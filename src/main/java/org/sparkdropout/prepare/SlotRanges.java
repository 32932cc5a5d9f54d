package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.Arrays;

/** How many finite values each slot holds, the lowest and the highest of them. */
final class SlotRanges implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] counts;
  private final double[] lowest;
  private final double[] highest;
  private long rows;

  SlotRanges(int width) {
    counts = new long[width];
    lowest = new double[width];
    highest = new double[width];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
  }

  SlotRanges add(ColumnBlock block) {
    rows += block.rows();
    for (int slot = 0; slot < counts.length; slot++) {
      add(slot, block.values()[slot], block.rows());
    }
    return this;
  }

  private void add(int slot, double[] values, int length) {
    double low = lowest[slot];
    double high = highest[slot];
    int count = 0;
    for (int row = 0; row < length; row++) {
      double value = values[row];
      if (Double.isFinite(value)) {
        count++;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    include(slot, count, low, high);
  }

  SlotRanges merge(SlotRanges other) {
    rows += other.rows;
    for (int slot = 0; slot < counts.length; slot++) {
      include(slot, other.counts[slot], other.lowest[slot], other.highest[slot]);
    }
    return this;
  }

  private void include(int slot, long count, double low, double high) {
    counts[slot] += count;
    lowest[slot] = Math.min(lowest[slot], low);
    highest[slot] = Math.max(highest[slot], high);
  }

  int width() {
    return counts.length;
  }

  /** All rows, with a value or without. */
  long rows() {
    return rows;
  }

  /** How many values a slot holds. */
  long count(int slot) {
    return counts[slot];
  }

  /** The number nearest to one given that is no lower than the lowest, nor higher than highest. */
  double within(int slot, double number) {
    return Math.max(lowest[slot], Math.min(highest[slot], number));
  }

  /** The largest distance of a value from a number between lowest and highest, or from 0. */
  double distance(int slot, double from) {
    return Math.max(Math.abs(highest[slot] - from), Math.abs(lowest[slot] - from));
  }
}
