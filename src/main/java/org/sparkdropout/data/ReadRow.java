package org.sparkdropout.data;

import java.util.Set;

/**
 * A row of a table as read.
 *
 * @param defects what makes it unusable; if none, the example is whole
 * @param example what could be read; its fields with defects have no meaning
 * @param label the label as the table has it, NaN for null
 * @param weight the weight as the table has it, NaN for null
 * @param heldOut whether the row is for validation; false for unusable rows
 */
record ReadRow(Set<Defect> defects, Example example, double label, double weight, boolean heldOut) {
  boolean isUsable() {
    return defects.isEmpty();
  }

  /** The label or the weight, where that is what the defect is about; otherwise NaN. */
  double value(Defect defect) {
    return switch (defect.role()) {
      case LABEL -> label;
      case WEIGHT -> weight;
      case FEATURES, VALIDATION_INDICATOR -> Double.NaN;
    };
  }
}
