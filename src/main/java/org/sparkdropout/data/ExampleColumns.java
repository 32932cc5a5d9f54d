package org.sparkdropout.data;

import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table that make an example.
 *
 * @param features a column of Spark ML vectors
 * @param label a numeric column
 * @param weight a numeric column; if empty, all weights are 1
 * @param validationIndicator a boolean column, true for rows held out for validation
 */
public record ExampleColumns(
    String features, String label, Optional<String> weight, Optional<String> validationIndicator) {

  /**
   * Names the two columns every table needs.
   *
   * @param features a column of Spark ML vectors
   * @param label a numeric column
   * @return columns without weight and validation indicator
   */
  public static ExampleColumns of(String features, String label) {
    return new ExampleColumns(features, label, Optional.empty(), Optional.empty());
  }

  /**
   * Adds a column of weights.
   *
   * @param column a numeric column
   * @return these columns and that one
   */
  public ExampleColumns withWeight(String column) {
    return new ExampleColumns(features, label, Optional.of(column), validationIndicator);
  }

  /**
   * Adds a column that marks the rows held out for validation.
   *
   * @param column a boolean column
   * @return these columns and that one
   */
  public ExampleColumns withValidationIndicator(String column) {
    return new ExampleColumns(features, label, weight, Optional.of(column));
  }

  /**
   * Checks that a table has these columns, with the right types. Reads no rows.
   *
   * @param schema the table's schema
   * @param kind what the label column must hold
   * @throws InvalidDataException naming the param, the column and its type
   */
  public void check(StructType schema, TargetKind kind) {
    for (ColumnRole role : ColumnRole.values()) {
      name(role).ifPresent(column -> role.check(column, schema, kind));
    }
  }

  /** The column of a role, if the table has one. */
  Optional<String> name(ColumnRole role) {
    return switch (role) {
      case FEATURES -> Optional.of(features);
      case LABEL -> Optional.of(label);
      case WEIGHT -> weight;
      case VALIDATION_INDICATOR -> validationIndicator;
    };
  }
}
