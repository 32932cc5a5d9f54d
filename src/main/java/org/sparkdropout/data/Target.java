package org.sparkdropout.data;

import java.io.Serializable;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * What the label column holds: how a label is read, which labels are unusable, and what all labels
 * of a table tell. Immutable; travels to executors.
 */
interface Target extends Serializable {
  /**
   * The target of a column.
   *
   * @param kind of labels that the estimator learns
   * @param column that holds them
   */
  static Target of(TargetKind kind, StructField column) {
    LabelColumn label = LabelColumn.of(column);
    return switch (kind) {
      case CLASS -> new ClassTarget(label);
      case NUMBERS -> new NumberTarget(label, NumberTarget.isVector(column.dataType()));
    };
  }

  /** The label column in the user's words. */
  LabelColumn label();

  /** The type that the column is read as. */
  DataType type();

  /**
   * Reads a label.
   *
   * @param row of the table
   * @param column of the label in it
   * @param defects receives what makes the label unusable
   * @return its numbers, NaN where it is null
   */
  double[] read(Row row, int column, Set<Defect> defects);

  /** The example of a row, as it is hashed to hold rows out. */
  Example example(float[] features, double[] label, float weight);

  /** Looks at a label again where it is known whether its row is held out. */
  default void check(double[] label, boolean heldOut, Set<Defect> defects) {}

  /** What every label must be. */
  String rule();

  /** What else can be done about such defects; empty for nothing, else it begins with a dot. */
  String remedy(Set<Defect> defects);

  /** An empty tally of labels. */
  LabelTally tally();
}
