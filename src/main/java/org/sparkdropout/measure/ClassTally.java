package org.sparkdropout.measure;

import java.math.BigDecimal;
import java.util.Arrays;

/** Rows with a label and an answer, added up by class. Not thread-safe. */
final class ClassTally {
  private final long[] ofClass;
  private final long[] ofPrediction;
  private final long[] right;
  private BigDecimal loss = BigDecimal.ZERO;
  private long rows;

  /** Of no rows yet. */
  ClassTally(int classes) {
    this.ofClass = new long[classes];
    this.ofPrediction = new long[classes];
    this.right = new long[classes];
  }

  /**
   * Adds rows.
   *
   * @param truth their class, or {@link Predictions#UNSEEN}
   * @param predicted the class that they were predicted as
   * @param count how many they are
   * @param losses the sum of theirs
   */
  void add(int truth, int predicted, long count, BigDecimal losses) {
    rows += count;
    loss = loss.add(losses);
    ofPrediction[predicted] += count;
    if (truth != Predictions.UNSEEN) {
      ofClass[truth] += count;
    }
    if (truth == predicted) {
      right[truth] += count;
    }
  }

  int classes() {
    return ofClass.length;
  }

  long rows() {
    return rows;
  }

  long ofClass(int index) {
    return ofClass[index];
  }

  long ofPrediction(int index) {
    return ofPrediction[index];
  }

  long right(int index) {
    return right[index];
  }

  /** Of all rows, those with an unseen label too. */
  ClassificationQuality quality() {
    return ClassificationQuality.of(rows, rows - Arrays.stream(right).sum(), loss);
  }
}
