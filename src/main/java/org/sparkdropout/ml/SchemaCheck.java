package org.sparkdropout.ml;

import java.util.Optional;
import org.apache.spark.ml.PredictorParams;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.classification.ProbabilisticClassifierParams;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.catalyst.FeatureCheck;
import org.sparkdropout.data.ExampleColumns;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;

/** Checks a table's columns against params, without reading a row. */
final class SchemaCheck {
  private final DropoutClassifierParams params;
  private final PredictorParams columns;
  private final ProbabilisticClassifierParams outputs;

  <P extends PredictorParams & ProbabilisticClassifierParams & DropoutClassifierParams> SchemaCheck(
      P params) {
    this.params = params;
    this.columns = params;
    this.outputs = params;
  }

  /** The columns that training reads. */
  ExampleColumns columns() {
    return new ExampleColumns(
        columns.getFeaturesCol(),
        columns.getLabelCol(),
        Columns.named(params, params.weightCol()),
        Columns.named(params, params.validationIndicatorCol()));
  }

  /**
   * Checks a table to train on.
   *
   * @throws InvalidDataException if a column is missing or of a wrong type
   */
  void forTraining(StructType schema) {
    Columns.requirePresent(params, columns.featuresCol(), schema);
    Columns.requirePresent(params, columns.labelCol(), schema);
    Columns.requirePresent(params, params.weightCol(), schema);
    Columns.requirePresent(params, params.validationIndicatorCol(), schema);
    columns().check(schema);
    requireNewOutputs(schema);
  }

  /**
   * Checks a table to score.
   *
   * @param features how many the network takes
   * @throws InvalidDataException if the features are missing, no vectors, or known to be too many
   *     or too few
   */
  void forScoring(StructType schema, int features) {
    Columns.requirePresent(params, columns.featuresCol(), schema);
    String name = columns.getFeaturesCol();
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
   * @throws InvalidDataException if features or labels are missing or of a wrong type
   */
  void forEvaluating(StructType schema) {
    Columns.requirePresent(params, columns.featuresCol(), schema);
    Columns.requirePresent(params, columns.labelCol(), schema);
    new ExampleColumns(
            columns.getFeaturesCol(), columns.getLabelCol(), Optional.empty(), Optional.empty())
        .check(schema);
  }

  private void requireNewOutputs(StructType schema) {
    Columns.requireAbsent(params, outputs.rawPredictionCol(), schema);
    Columns.requireAbsent(params, outputs.probabilityCol(), schema);
    Columns.requireAbsent(params, outputs.predictionCol(), schema);
  }
}
