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
  /** The entropy of the mean probabilities of thinned networks. NaN where it is not known. */
  PREDICTIVE_ENTROPY("predictiveEntropy"),
  /** The part of it that is due to their disagreement. NaN where it is not known. */
  MUTUAL_INFORMATION("mutualInformation"),
  /** The standard deviation of what is predicted. NaN where it is not known. */
  SPREAD("spread"),
  /** That of each number of the answer: a vector. NaN where it is not known. */
  SPREADS("spreads"),
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
      case RAW_PREDICTION, PROBABILITY, SPREADS -> SQLDataTypes.VectorType();
      case PREDICTION, PREDICTIVE_ENTROPY, MUTUAL_INFORMATION, SPREAD -> DataTypes.DoubleType;
      case PROBLEM -> DataTypes.StringType;
    };
  }

  /** Whether it tells how sure an answer is. */
  boolean isUncertainty() {
    return switch (this) {
      case PREDICTIVE_ENTROPY, MUTUAL_INFORMATION, SPREAD, SPREADS -> true;
      case RAW_PREDICTION, PROBABILITY, PREDICTION, PROBLEM -> false;
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
