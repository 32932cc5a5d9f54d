package org.sparkdropout.fit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.catalyst.FeatureCheck;
import org.sparkdropout.data.ExampleColumns;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.SharedParams;

/** Checks a table's columns against params, without reading a row. */
public final class SchemaCheck {
  /** Params that name columns to add, where an estimator has them. */
  private static final List<String> OUTPUTS =
      List.of(
          "rawPredictionCol",
          "probabilityCol",
          "predictionCol",
          "quantilesCol",
          "predictiveEntropyCol",
          "mutualInformationCol",
          "spreadCol");

  private final SharedParams params;

  /**
   * Of params as they are when a table is checked.
   *
   * @param params of an estimator or a model
   */
  public SchemaCheck(SharedParams params) {
    this.params = params;
  }

  /** The column that a param names; nothing if the owner has no such param. */
  static Optional<String> column(SharedParams params, String param) {
    return params.hasParam(param) ? Columns.named(params, named(params, param)) : Optional.empty();
  }

  @SuppressWarnings("unchecked")
  private static Param<String> named(SharedParams params, String param) {
    return (Param<String>) (Param<?>) params.getParam(param);
  }

  /** The columns that training reads. */
  ExampleColumns columns() {
    return new ExampleColumns(
        params.getFeaturesCol(),
        params.getLabelCol(),
        Columns.named(params, params.weightCol()),
        Columns.named(params, params.validationIndicatorCol()));
  }

  /**
   * Checks a table to train on.
   *
   * @param schema its columns
   * @throws InvalidDataException if a column is missing or of a wrong type
   */
  public void forTraining(StructType schema) {
    Columns.requirePresent(params, params.featuresCol(), schema);
    Columns.requirePresent(params, params.labelCol(), schema);
    Columns.requirePresent(params, params.weightCol(), schema);
    Columns.requirePresent(params, params.validationIndicatorCol(), schema);
    columns().check(schema, Task.of(params).target());
    requireNewOutputs(schema);
  }

  /**
   * Checks a table to score.
   *
   * @param schema its columns
   * @param features how many the network takes
   * @throws InvalidDataException if the features are missing, no vectors, or known to be too many
   *     or too few
   */
  public void forScoring(StructType schema, int features) {
    Columns.requirePresent(params, params.featuresCol(), schema);
    String name = params.getFeaturesCol();
    DataType type = schema.apply(name).dataType();
    if (!type.equals(SQLDataTypes.VectorType())) {
      throw new InvalidDataException(
          "featuresCol must name a vector column. Column '%s' is of type %s: assemble numeric columns with VectorAssembler"
              .formatted(name, TypeText.of(type)));
    }
    int width = AttributeGroup.fromStructField(schema.apply(name)).size();
    if (width >= 0 && width != features) {
      throw FeatureCheck.of(schema.apply(name), features).wrongWidth(width);
    }
    requireNewOutputs(schema);
  }

  /**
   * Checks a table whose labels are compared with predictions.
   *
   * @param schema its columns
   * @throws InvalidDataException if features or labels are missing or of a wrong type
   */
  public void forEvaluating(StructType schema) {
    Columns.requirePresent(params, params.featuresCol(), schema);
    Columns.requirePresent(params, params.labelCol(), schema);
    new ExampleColumns(
            params.getFeaturesCol(), params.getLabelCol(), Optional.empty(), Optional.empty())
        .check(schema, Task.of(params).target());
  }

  private void requireNewOutputs(StructType schema) {
    OUTPUTS.stream()
        .filter(params::hasParam)
        .forEach(output -> Columns.requireAbsent(params, named(params, output), schema));
  }
}
