package org.sparkdropout.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.catalyst.AnswerPart;
import org.sparkdropout.catalyst.ScoredColumns.Output;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.LossKind;
import org.sparkdropout.ml.param.RegressionParams;
import org.sparkdropout.ml.param.SharedParams;

/** The columns that a model of numbers adds to a table, those with a name. */
record NumberColumns(List<Output> outputs) {
  /** The width of labels that is not known before they are read. */
  private static final int UNKNOWN = -1;

  /**
   * The columns of a regressor's model, before labels are read.
   *
   * @param labelWidth of {@link #labelWidth}
   */
  static <P extends SharedParams & RegressionParams> NumberColumns of(P params, int labelWidth) {
    boolean quantile = LossKind.of(params) == LossKind.QUANTILE;
    return of(
        params,
        labelWidth == 1,
        labelWidth,
        quantile ? params.getQuantileProbabilities().length : UNKNOWN);
  }

  /** The columns of a model with such an answer. */
  static <P extends SharedParams & RegressionParams> NumberColumns of(
      P params, NumberAnswer answer) {
    boolean quantile = answer.quantiles().length > 0;
    return of(params, quantile || answer.width() == 1, answer.width(), answer.width());
  }

  private static <P extends SharedParams & RegressionParams> NumberColumns of(
      P params, boolean single, int width, int quantiles) {
    List<Output> outputs = new ArrayList<>();
    Columns.named(params, params.predictionCol())
        .map(
            name ->
                single
                    ? new Output(AnswerPart.PREDICTION, number(name))
                    : new Output(AnswerPart.RAW_PREDICTION, vector(name, width)))
        .ifPresent(outputs::add);
    Columns.named(params, params.quantilesCol())
        .map(name -> new Output(AnswerPart.RAW_PREDICTION, vector(name, quantiles)))
        .ifPresent(outputs::add);
    return new NumberColumns(List.copyOf(outputs));
  }

  /** The numbers of a label: 1 for a column of numbers, unknown where vectors do not say it. */
  static int labelWidth(SharedParams params, StructType schema) {
    StructField label = schema.apply(params.getLabelCol());
    return label.dataType().equals(SQLDataTypes.VectorType())
        ? AttributeGroup.fromStructField(label).size()
        : 1;
  }

  static StructField number(String name) {
    return NumericAttribute.defaultAttr().withName(name).toStructField();
  }

  static StructField vector(String name, int size) {
    return size > 0
        ? new AttributeGroup(name, size).toStructField()
        : new AttributeGroup(name).toStructField();
  }

  /** The same, with others behind them. */
  NumberColumns with(List<Output> more) {
    List<Output> all = new ArrayList<>(outputs);
    all.addAll(more);
    return new NumberColumns(List.copyOf(all));
  }

  StructType addTo(StructType schema) {
    StructType scored = schema;
    for (Output output : outputs) {
      scored = scored.add(output.field());
    }
    return scored;
  }
}
