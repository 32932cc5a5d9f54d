package org.sparkdropout.data;

import java.io.Serializable;

/** Counts of the usable rows of one part of a table: of those to train on, or of those held out. */
final class PartTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LabelTally labels;
  private long rows;
  private long weightedRows;

  PartTally(LabelTally labels) {
    this.labels = labels;
  }

  void add(ReadRow row) {
    float weight = row.example().weight();
    labels.add(row.label(), weight);
    rows++;
    weightedRows += weight > 0 ? 1 : 0;
  }

  void add(PartTally other) {
    labels.add(other.labels);
    rows += other.rows;
    weightedRows += other.weightedRows;
  }

  long rows() {
    return rows;
  }

  /** Rows whose weight is above 0. */
  long weightedRows() {
    return weightedRows;
  }

  /** What their labels tell. */
  LabelTally labels() {
    return labels;
  }
}
