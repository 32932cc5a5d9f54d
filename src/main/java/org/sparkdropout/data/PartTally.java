package org.sparkdropout.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts of the usable rows of one part of a table: of those to train on, or of those held out.
 *
 * <p>Counts are exact and do not depend on order; sums of weights may, in their last digits.
 */
final class PartTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private long[] rowsPerLabel = {};
  private double[] weightPerLabel = {};
  private long weightedRows;

  void add(Example example) {
    grow(example.label() + 1);
    rowsPerLabel[example.label()]++;
    weightPerLabel[example.label()] += example.weight();
    weightedRows += example.weight() > 0 ? 1 : 0;
  }

  void add(PartTally other) {
    grow(other.rowsPerLabel.length);
    for (int label = 0; label < other.rowsPerLabel.length; label++) {
      rowsPerLabel[label] += other.rowsPerLabel[label];
      weightPerLabel[label] += other.weightPerLabel[label];
    }
    weightedRows += other.weightedRows;
  }

  private void grow(int labels) {
    if (labels > rowsPerLabel.length) {
      rowsPerLabel = Arrays.copyOf(rowsPerLabel, labels);
      weightPerLabel = Arrays.copyOf(weightPerLabel, labels);
    }
  }

  long rows() {
    return Arrays.stream(rowsPerLabel).sum();
  }

  /** Rows whose weight is above 0. */
  long weightedRows() {
    return weightedRows;
  }

  /** The weighted share of rows that answering with the largest class gets wrong. */
  double largestClassError() {
    double largest = Arrays.stream(weightPerLabel).max().orElse(0);
    return 1 - largest / Arrays.stream(weightPerLabel).sum();
  }

  /** The largest label plus 1; 0 without rows. */
  int classes() {
    return rowsPerLabel.length;
  }

  /** Rows of a label. */
  long rows(int label) {
    return label < rowsPerLabel.length ? rowsPerLabel[label] : 0;
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
