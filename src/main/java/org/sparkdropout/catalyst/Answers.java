package org.sparkdropout.catalyst;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.unsafe.types.UTF8String;
import org.sparkdropout.head.Answer;

/** Some parts of answers, as rows of Spark's own values. */
final class Answers {
  @SuppressWarnings("unchecked")
  private static final UserDefinedType<Vector> VECTOR =
      (UserDefinedType<Vector>) SQLDataTypes.VectorType();

  private final List<AnswerPart> parts;
  private final Answer answer;
  private final boolean probable;
  private final double[] none;

  Answers(NetworkScoring scoring, List<AnswerPart> parts) {
    this.parts = parts;
    this.answer = scoring.answer();
    this.probable = parts.contains(AnswerPart.PROBABILITY) || answer.needsProbabilities();
    this.none = new double[scoring.outputs()];
    Arrays.fill(none, Double.NaN);
  }

  /** The features in a column of vectors; null if there are none. */
  static Vector features(InternalRow vector) {
    return vector == null ? null : VECTOR.deserialize(vector);
  }

  /** What the logits of a row mean. */
  InternalRow answered(double[] logits) {
    if (!Arrays.stream(logits).allMatch(Double::isFinite)) {
      return unanswered(FeatureCheck.OVERFLOW);
    }
    double[] values = answer.values(logits);
    double[] probabilities = probable ? answer.probabilities(values) : values;
    return row(values, probabilities, answer.prediction(values, probabilities), null);
  }

  /** The answer to a row that is unfit. */
  InternalRow unanswered(String problem) {
    return row(none, none, Double.NaN, UTF8String.fromString(problem));
  }

  private InternalRow row(
      double[] values, double[] probabilities, double predicted, UTF8String problem) {
    Object[] fields = new Object[parts.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          switch (parts.get(i)) {
            case RAW_PREDICTION -> VECTOR.serialize(Vectors.dense(values));
            case PROBABILITY -> VECTOR.serialize(Vectors.dense(probabilities));
            case PREDICTION -> predicted;
            case PROBLEM -> problem;
          };
    }
    return new GenericInternalRow(fields);
  }
}
