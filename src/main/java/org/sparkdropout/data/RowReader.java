package org.sparkdropout.data;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * Reads the rows that {@link ExampleReader} selects: features, label as double, weight as double,
 * validation indicator.
 */
final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FEATURES = 0;
  private static final int LABEL = 1;
  private static final int WEIGHT = 2;
  private static final int INDICATOR = 3;
  private static final float[] NONE = {};

  private final int labelLimit;
  private final ValidationSplit split;

  /**
   * Reads labels in [0, labelLimit); rows that the indicator does not hold out, the split may. Rows
   * held out may have larger labels: classes that training never sees, of which those from {@link
   * ExampleReader#MAX_CLASSES} on are one.
   */
  RowReader(int labelLimit, ValidationSplit split) {
    this.labelLimit = labelLimit;
    this.split = split;
  }

  ReadRow read(Row row) {
    Set<Defect> defects = EnumSet.noneOf(Defect.class);
    float[] features = features(row, defects);
    double label = label(row, defects);
    double weight = weight(row, defects);
    if (row.isNullAt(INDICATOR)) {
      defects.add(Defect.NULL_VALIDATION_INDICATOR);
    }
    int number = (int) Math.min(label, ExampleReader.MAX_CLASSES);
    Example example = new Example(features, number, (float) weight);
    boolean heldOut = defects.isEmpty() && (row.getBoolean(INDICATOR) || split.holdsOut(example));
    if (label >= labelLimit && !heldOut) {
      defects.add(Defect.LARGE_LABEL);
    }
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

  private double label(Row row, Set<Defect> defects) {
    if (row.isNullAt(LABEL)) {
      defects.add(Defect.NULL_LABEL);
      return Double.NaN;
    }
    double label = row.getDouble(LABEL);
    if (Double.isNaN(label)) {
      defects.add(Defect.NAN_LABEL);
    } else if (label < 0) {
      defects.add(Defect.NEGATIVE_LABEL);
    } else if (label != Math.rint(label)) {
      defects.add(Defect.FRACTIONAL_LABEL);
    } else if (Double.isInfinite(label)) {
      defects.add(Defect.LARGE_LABEL);
    }
    return label;
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
