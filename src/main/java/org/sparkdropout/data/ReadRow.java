package org.sparkdropout.data;

import java.util.Set;
import org.sparkdropout.head.TargetScale;

/**
 * A row of a table as read.
 *
 * @param defects what makes it unusable; if none, the example is whole
 * @param example what could be read; its fields with defects have no meaning
 * @param label the numbers of the label as the table has them, NaN for null
 * @param weight the weight as the table has it, NaN for null
 * @param heldOut whether the row is for validation; false for unusable rows
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ReadRow(
    Set<Defect> defects, Example example, double[] label, double weight, boolean heldOut) {
  boolean isUsable() {
    return defects.isEmpty();
  }

  /** The example to learn from: numbers are standardised, where there is a scale of them. */
  Example example(TargetScale scale) {
    return scale == null
        ? example
        : new Example(
            example.features(), scale.standardised(label), example.layout(), example.weight());
  }

  /** The label or the weight, where that is what the defect is about; NaN for vectors. */
  double value(Defect defect) {
    return switch (defect.role()) {
      case LABEL -> label.length == 1 ? label[0] : Double.NaN;
      case WEIGHT -> weight;
      case FEATURES, VALIDATION_INDICATOR -> Double.NaN;
    };
  }
}
