package org.sparkdropout.data;

import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Labels that are the numbers of classes. Rows held out may have larger ones: classes that training
 * never sees, of which those from {@link ExampleReader#MAX_CLASSES} on are one.
 */
record ClassTarget(LabelColumn label) implements Target {
  private static final long serialVersionUID = 1L;

  @Override
  public DataType type() {
    return DataTypes.DoubleType;
  }

  @Override
  public double[] read(Row row, int column, Set<Defect> defects) {
    if (row.isNullAt(column)) {
      defects.add(Defect.NULL_LABEL);
      return new double[] {Double.NaN};
    }
    double number = row.getDouble(column);
    if (Double.isNaN(number)) {
      defects.add(Defect.NAN_LABEL);
    } else if (number < 0) {
      defects.add(Defect.NEGATIVE_LABEL);
    } else if (number != Math.rint(number)) {
      defects.add(Defect.FRACTIONAL_LABEL);
    } else if (Double.isInfinite(number)) {
      defects.add(Defect.LARGE_LABEL);
    }
    return new double[] {number};
  }

  @Override
  public Example example(float[] features, double[] label, float weight) {
    return new Example(features, number(label), weight);
  }

  @Override
  public void check(double[] number, boolean heldOut, Set<Defect> defects) {
    if (number[0] >= limit() && !heldOut) {
      defects.add(Defect.LARGE_LABEL);
    }
  }

  /** The number of a class; all that are too large are one. */
  static int number(double... label) {
    return (int) Math.min(label[0], ExampleReader.MAX_CLASSES);
  }

  private int limit() {
    return label.classes().orElse(ExampleReader.MAX_CLASSES);
  }

  @Override
  public String rule() {
    return "whole numbers in [0, %d)".formatted(limit());
  }

  @Override
  public String remedy(Set<Defect> defects) {
    if (label.classes().isPresent()) {
      return "";
    }
    if (defects.contains(Defect.FRACTIONAL_LABEL)) {
      return ". If the labels are amounts to predict, use DropoutRegressor (train.task = regression in"
          + " a job). If they are codes of classes, index them with StringIndexer";
    }
    boolean numbers =
        defects.stream()
            .anyMatch(defect -> defect != Defect.NULL_LABEL && defect != Defect.NAN_LABEL);
    return numbers ? ". If the labels are no class numbers, index them with StringIndexer" : "";
  }

  @Override
  public LabelTally tally() {
    return new ClassTally(label);
  }
}
