package org.sparkdropout.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Counts of the usable rows of one part of a table: of those to train on, or of those held out. */
final class PartTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private long[] rowsPerLabel = {};
  private long weightedRows;

  void add(Example example) {
    grow(example.label() + 1);
    rowsPerLabel[example.label()]++;
    weightedRows += example.weight() > 0 ? 1 : 0;
  }

  void add(PartTally other) {
    grow(other.rowsPerLabel.length);
    for (int label = 0; label < other.rowsPerLabel.length; label++) {
      rowsPerLabel[label] += other.rowsPerLabel[label];
    }
    weightedRows += other.weightedRows;
  }

  private void grow(int labels) {
    if (labels > rowsPerLabel.length) {
      rowsPerLabel = Arrays.copyOf(rowsPerLabel, labels);
    }
  }

  long rows() {
    return Arrays.stream(rowsPerLabel).sum();
  }

  /** Rows whose weight is above 0. */
  long weightedRows() {
    return weightedRows;
  }

  /** The largest label plus 1; 0 without rows. */
  int classes() {
    return rowsPerLabel.length;
  }

  /** The labels that rows have, ascending. */
  int[] labels() {
    return IntStream.range(0, rowsPerLabel.length).filter(i -> rowsPerLabel[i] > 0).toArray();
  }

  /** Rows per label, padded with zeros to (classes). */
  long[] rowsPerLabel(int classes) {
    return Arrays.copyOf(rowsPerLabel, classes);
  }
}
