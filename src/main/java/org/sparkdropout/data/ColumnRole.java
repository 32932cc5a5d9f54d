package org.sparkdropout.data;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** What a column is to an example: the param that names it, and what it must hold. */
enum ColumnRole {
  FEATURES("featuresCol", "vector", "assemble numeric columns with VectorAssembler"),
  LABEL("labelCol", "numeric", "index text with StringIndexer"),
  WEIGHT("weightCol", "numeric", "cast it to double"),
  VALIDATION_INDICATOR("validationIndicatorCol", "boolean", "cast it to boolean");

  private final String param;
  private final String kind;
  private final String remedy;

  ColumnRole(String param, String kind, String remedy) {
    this.param = param;
    this.kind = kind;
    this.remedy = remedy;
  }

  /** The name of the param, such as featuresCol. */
  String param() {
    return param;
  }

  /**
   * Checks that a table has the column, with the right type.
   *
   * @throws InvalidDataException if not
   */
  void check(String column, StructType schema) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new InvalidDataException(
          "%s must name a column of the table. Provided value: %s. Columns of the table: %s"
              .formatted(param, column, String.join(", ", schema.fieldNames())));
    }
    DataType type = schema.apply(column).dataType();
    if (!accepts(type)) {
      throw new InvalidDataException(
          "%s must name a %s column. Column '%s' is of type %s: %s"
              .formatted(param, kind, column, TypeText.of(type), remedy(type)));
    }
  }

  private String remedy(DataType type) {
    if (this != LABEL || type.equals(DataTypes.StringType)) {
      return remedy;
    }
    return type.equals(DataTypes.BooleanType)
        ? "cast it to double"
        : "name a column that holds one class number a row";
  }

  private boolean accepts(DataType type) {
    return switch (this) {
      case FEATURES -> SQLDataTypes.VectorType().equals(type);
      case LABEL, WEIGHT -> type instanceof NumericType;
      case VALIDATION_INDICATOR -> DataTypes.BooleanType.equals(type);
    };
  }
}
