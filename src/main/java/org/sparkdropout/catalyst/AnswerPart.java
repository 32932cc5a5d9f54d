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
  RAW_PREDICTION("rawPrediction"),
  /** The softmax of the logits: a vector (classes). NaN where the row is unfit. */
  PROBABILITY("probability"),
  /** The class, counted from 0. NaN where the row is unfit. */
  PREDICTION("prediction"),
  /** What makes the row unfit; null where it is fit. */
  PROBLEM("problem");

  static final List<AnswerPart> ALL = List.of(values());
  static final StructType TYPE = type(ALL);

  private final String field;

  AnswerPart(String field) {
    this.field = field;
  }

  /** A struct of some parts. */
  static StructType type(List<AnswerPart> parts) {
    return new StructType(parts.stream().map(AnswerPart::structField).toArray(StructField[]::new));
  }

  private StructField structField() {
    return new StructField(field, dataType(), isNullable(), Metadata.empty());
  }

  private DataType dataType() {
    return switch (this) {
      case RAW_PREDICTION, PROBABILITY -> SQLDataTypes.VectorType();
      case PREDICTION -> DataTypes.DoubleType;
      case PROBLEM -> DataTypes.StringType;
    };
  }

  private boolean isNullable() {
    return this == PROBLEM;
  }

  /** This part of an answer, as an expression. */
  GetStructField of(NetworkAnswer answer) {
    return new GetStructField(answer, ALL.indexOf(this), Option.apply(field));
  }

  /** The part that an expression takes of an answer. */
  static AnswerPart of(GetStructField taken) {
    return ALL.get(taken.ordinal());
  }

  /** A new column for this part. */
  AttributeReference attribute() {
    return new AttributeReference(
        field,
        dataType(),
        isNullable(),
        Metadata.empty(),
        NamedExpression.newExprId(),
        JavaConverters.asScalaBuffer(List.of()));
  }
}
