package org.sparkdropout.data;

import java.util.Set;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Labels that are real numbers, or vectors of them. */
record NumberTarget(LabelColumn label, boolean isVector) implements Target {
  private static final long serialVersionUID = 1L;

  static boolean isVector(DataType type) {
    return SQLDataTypes.VectorType().equals(type);
  }

  @Override
  public DataType type() {
    return isVector ? SQLDataTypes.VectorType() : DataTypes.DoubleType;
  }

  @Override
  public double[] read(Row row, int column, Set<Defect> defects) {
    if (row.isNullAt(column)) {
      defects.add(Defect.NULL_LABEL);
      return new double[] {Double.NaN};
    }
    double[] numbers =
        isVector ? row.<Vector>getAs(column).toArray() : new double[] {row.getDouble(column)};
    for (double number : numbers) {
      if (Double.isNaN(number)) {
        defects.add(Defect.NAN_LABEL);
      } else if (Double.isInfinite(number)) {
        defects.add(Defect.INFINITE_LABEL);
      } else if (Math.abs(number) > ExampleReader.LARGEST_LABEL) {
        defects.add(Defect.LARGE_LABEL);
      }
    }
    return numbers;
  }

  @Override
  public Example example(float[] features, double[] numbers, float weight) {
    float[] target = new float[numbers.length];
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) numbers[i];
    }
    return new Example(features, target, TargetLayout.numbers(target.length), weight);
  }

  @Override
  public String rule() {
    return (isVector ? "vectors of finite numbers" : "finite numbers") + " in [-1e100, 1e100]";
  }

  @Override
  public String remedy(Set<Defect> defects) {
    return "";
  }

  @Override
  public LabelTally tally() {
    return new NumberTally(label, isVector);
  }
}
