package org.sparkdropout.prepare;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/** Which types of columns are numbers. */
public final class FeatureTypes {
  private FeatureTypes() {}

  /**
   * Whether values of a type are numbers or vectors of them.
   *
   * @param type of a column
   * @return true for numbers, booleans, vectors and arrays of numbers
   */
  public static boolean isFeature(DataType type) {
    return isNumber(type) || isVector(type);
  }

  /**
   * Whether values of a type are single numbers.
   *
   * @param type of a column
   * @return true for numbers and booleans, which are 1 where true and 0 where false
   */
  static boolean isNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType;
  }

  /**
   * Whether values of a type are many numbers.
   *
   * @param type of a column
   * @return true for Spark ML's vectors and arrays of numbers
   */
  public static boolean isVector(DataType type) {
    return isSparkVector(type)
        || (type instanceof ArrayType array && array.elementType() instanceof NumericType);
  }

  /**
   * Whether values of a type are vectors of Spark ML.
   *
   * @param type of a column
   * @return false for arrays
   */
  public static boolean isSparkVector(DataType type) {
    return SQLDataTypes.VectorType().equals(type);
  }
}
