package org.sparkdropout.data;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** What a column is to an example: the param that names it, and what it must hold. */
enum ColumnRole {
  FEATURES("featuresCol", "vector"),
  LABEL("labelCol", "numeric"),
  WEIGHT("weightCol", "numeric"),
  VALIDATION_INDICATOR("validationIndicatorCol", "boolean");

  private final String param;
  private final String kind;

  ColumnRole(String param, String kind) {
    this.param = param;
    this.kind = kind;
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
  void check(String column, StructType schema, TargetKind target) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new InvalidDataException(
          "%s must name a column of the table. Provided value: %s. Columns of the table: %s"
              .formatted(param, column, String.join(", ", schema.fieldNames())));
    }
    DataType type = schema.apply(column).dataType();
    if (!accepts(type, target)) {
      throw new InvalidDataException(
          "%s must name a %s column. Column '%s' is of type %s: %s"
              .formatted(
                  param, kind(target), column, TypeText.of(type), remedy(column, type, target)));
    }
  }

  private String kind(TargetKind target) {
    boolean vectors = this == LABEL && target == TargetKind.NUMBERS;
    return vectors ? kind + " or vector" : kind;
  }

  private String remedy(String column, DataType type, TargetKind target) {
    return switch (this) {
      case FEATURES -> "assemble numeric columns with VectorAssembler";
      case LABEL ->
          target == TargetKind.CLASS
              ? labelRemedy(type)
              : TypeRemedy.of(column, "DOUBLE", "cast it to double");
      case WEIGHT -> TypeRemedy.of(column, "DOUBLE", "cast it to double");
      case VALIDATION_INDICATOR -> TypeRemedy.of(column, "BOOLEAN", "cast it to boolean");
    };
  }

  private static String labelRemedy(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return "index text with StringIndexer";
    }
    return type.equals(DataTypes.BooleanType)
        ? "cast it to double"
        : "name a column that holds one class number a row";
  }

  private boolean accepts(DataType type, TargetKind target) {
    return switch (this) {
      case FEATURES -> SQLDataTypes.VectorType().equals(type);
      case LABEL ->
          type instanceof NumericType
              || (target == TargetKind.NUMBERS && NumberTarget.isVector(type));
      case WEIGHT -> type instanceof NumericType;
      case VALIDATION_INDICATOR -> DataTypes.BooleanType.equals(type);
    };
  }
}
