package org.sparkdropout.data;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * Reads the rows that {@link ExampleReader} selects: features, label in the type of its target,
 * weight as double, validation indicator.
 */
final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FEATURES = 0;
  private static final int LABEL = 1;
  private static final int WEIGHT = 2;
  private static final int INDICATOR = 3;
  private static final float[] NONE = {};

  private final Target target;
  private final ValidationSplit split;

  /** Reads rows of a target; rows that the indicator does not hold out, the split may. */
  RowReader(Target target, ValidationSplit split) {
    this.target = target;
    this.split = split;
  }

  ReadRow read(Row row) {
    Set<Defect> defects = EnumSet.noneOf(Defect.class);
    float[] features = features(row, defects);
    double[] label = target.read(row, LABEL, defects);
    double weight = weight(row, defects);
    if (row.isNullAt(INDICATOR)) {
      defects.add(Defect.NULL_VALIDATION_INDICATOR);
    }
    Example example = target.example(features, label, (float) weight);
    boolean heldOut = defects.isEmpty() && (row.getBoolean(INDICATOR) || split.holdsOut(example));
    target.check(label, heldOut, defects);
    return new ReadRow(defects, example, label, weight, heldOut);
  }

  private static float[] features(Row row, Set<Defect> defects) {
    Vector vector = row.getAs(FEATURES);
    if (vector == null) {
      defects.add(Defect.NULL_FEATURES);
      return NONE;
    }
    float[] features = new float[vector.size()];
    VectorFloats.copy(vector, features, 0);
    for (float feature : features) {
      if (!Float.isFinite(feature)) {
        defects.add(Float.isNaN(feature) ? Defect.NAN_FEATURES : Defect.INFINITE_FEATURES);
      }
    }
    return features;
  }

  private static double weight(Row row, Set<Defect> defects) {
    if (row.isNullAt(WEIGHT)) {
      defects.add(Defect.NULL_WEIGHT);
      return Double.NaN;
    }
    double weight = row.getDouble(WEIGHT);
    if (Double.isNaN(weight)) {
      defects.add(Defect.NAN_WEIGHT);
    } else if (weight < 0) {
      defects.add(Defect.NEGATIVE_WEIGHT);
    } else if (Float.isInfinite((float) weight)) {
      defects.add(Defect.INFINITE_WEIGHT);
    }
    return weight;
  }
}
