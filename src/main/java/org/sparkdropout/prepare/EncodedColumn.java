package org.sparkdropout.prepare;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * A raw column as a model keeps it: what it was in training, and what its values become.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface EncodedColumn extends Serializable
    permits NumberColumn, VectorColumn, CategoryColumn {
  /**
   * The column's name in the table.
   *
   * @return as in training
   */
  String name();

  /**
   * The type that the column had in training.
   *
   * @return a type of Spark
   */
  DataType type();

  /**
   * How many places it takes in the vector of features.
   *
   * @return at least 1
   */
  int width();
}
