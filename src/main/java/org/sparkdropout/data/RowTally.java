package org.sparkdropout.data;

import java.io.Serializable;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of the rows of a table or of a part of it. Adding is exact and does not depend on order.
 *
 * <p>Plain fields and collections, so that Kryo can write it as well.
 */
final class RowTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int WIDTHS_KEPT = 8;

  private final TreeMap<Defect, Long> defects = new TreeMap<>();
  private final TreeMap<Defect, Double> samples = new TreeMap<>();
  private final TreeMap<Integer, Long> widths = new TreeMap<>();
  private final PartTally training;
  private final PartTally validation;
  private final FeatureScales scales = new FeatureScales();
  private long rows;
  private long unusableRows;

  /** An empty tally of rows with such a target. */
  RowTally(Target target) {
    this.training = new PartTally(target.tally());
    this.validation = new PartTally(target.tally());
  }

  RowTally add(ReadRow row) {
    rows++;
    if (row.isUsable()) {
      addUsable(row);
    } else {
      unusableRows++;
      row.defects().forEach(defect -> addDefect(defect, row));
    }
    return this;
  }

  private void addUsable(ReadRow row) {
    Example example = row.example();
    addWidth(example.features().length, 1);
    if (row.heldOut()) {
      validation.add(row);
    } else {
      training.add(row);
      scales.add(example.features());
    }
  }

  private void addDefect(Defect defect, ReadRow row) {
    defects.merge(defect, 1L, Long::sum);
    double value = row.value(defect);
    if (!Double.isNaN(value)) {
      samples.merge(defect, value, Math::min);
    }
  }

  private void addWidth(int width, long count) {
    widths.merge(width, count, Long::sum);
    if (widths.size() > WIDTHS_KEPT) {
      widths.pollLastEntry();
    }
  }

  RowTally add(RowTally other) {
    other.defects.forEach((defect, count) -> defects.merge(defect, count, Long::sum));
    other.samples.forEach((defect, value) -> samples.merge(defect, value, Math::min));
    other.widths.forEach(this::addWidth);
    training.add(other.training);
    validation.add(other.validation);
    scales.add(other.scales);
    rows += other.rows;
    unusableRows += other.unusableRows;
    return this;
  }

  long rows() {
    return rows;
  }

  /** Rows with at least one defect. */
  long unusableRows() {
    return unusableRows;
  }

  /** Rows without a defect. */
  long usableRows() {
    return rows - unusableRows;
  }

  /** Rows per defect, for those found. */
  SortedMap<Defect, Long> defects() {
    return Collections.unmodifiableSortedMap(defects);
  }

  /** The smallest label or weight with a defect, if there is one to show. */
  Optional<Double> sample(Defect defect) {
    return Optional.ofNullable(samples.get(defect));
  }

  /** Usable rows per width, for the smallest eight widths. */
  NavigableMap<Integer, Long> widths() {
    return Collections.unmodifiableNavigableMap(widths);
  }

  /** Usable rows to train on. */
  PartTally training() {
    return training;
  }

  /** How large the features of the rows to train on are. */
  FeatureScales scales() {
    return scales;
  }

  /** Usable rows held out for validation. */
  PartTally validation() {
    return validation;
  }
}
