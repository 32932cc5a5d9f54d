package org.sparkdropout.catalyst;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/** The parts of a network's answer to a row, in the order of the fields of {@link #TYPE}. */
public enum AnswerPart {
  /** The logits: a vector (classes). NaN where the row is unfit. */
  RAW_PREDICTION("rawPrediction", SQLDataTypes.VectorType(), false),
  /** The softmax of the logits: a vector (classes). NaN where the row is unfit. */
  PROBABILITY("probability", SQLDataTypes.VectorType(), false),
  /** The class, counted from 0. NaN where the row is unfit. */
  PREDICTION("prediction", DataTypes.DoubleType, false),
  /** What makes the row unfit; null where it is fit. */
  PROBLEM("problem", DataTypes.StringType, true);

  static final List<AnswerPart> ALL = List.of(values());
  static final StructType TYPE = type(ALL);

  private final StructField field;

  AnswerPart(String name, DataType type, boolean nullable) {
    this.field = new StructField(name, type, nullable, Metadata.empty());
  }

  /** A struct of some parts. */
  static StructType type(List<AnswerPart> parts) {
    return new StructType(parts.stream().map(part -> part.field).toArray(StructField[]::new));
  }

  DataType dataType() {
    return field.dataType();
  }

  /** This part of an answer, as an expression. */
  GetStructField of(NetworkAnswer answer) {
    return new GetStructField(answer, ordinal(), Option.apply(field.name()));
  }

  /** The part that an expression takes of an answer. */
  static AnswerPart of(GetStructField taken) {
    return ALL.get(taken.ordinal());
  }

  /** A new column for this part. */
  AttributeReference attribute() {
    return new AttributeReference(
        field.name(),
        field.dataType(),
        field.nullable(),
        field.metadata(),
        NamedExpression.newExprId(),
        JavaConverters.asScalaBuffer(List.of()));
  }
}
