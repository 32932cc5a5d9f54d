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
import org.sparkdropout.head.Uncertainty;

/** Some parts of answers, as rows of Spark's own values. */
final class Answers {
  @SuppressWarnings("unchecked")
  private static final UserDefinedType<Vector> VECTOR =
      (UserDefinedType<Vector>) SQLDataTypes.VectorType();

  private final List<AnswerPart> parts;
  private final Answer answer;
  private final boolean probable;
  private final boolean uncertain;
  private final double[] none;
  private final Uncertainty unknown;

  Answers(NetworkScoring scoring, List<AnswerPart> parts) {
    this.parts = parts;
    this.answer = scoring.answer();
    this.probable = parts.contains(AnswerPart.PROBABILITY) || answer.needsProbabilities();
    this.uncertain = parts.stream().anyMatch(AnswerPart::isUncertainty);
    this.unknown = Uncertainty.unknown(scoring.outputs());
    this.none = unknown.spreads();
  }

  /** The features in a column of vectors; null if there are none. */
  static Vector features(InternalRow vector) {
    return vector == null ? null : VECTOR.deserialize(vector);
  }

  /** What the scores of a row mean. */
  InternalRow answered(double[] scores) {
    if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
      return unanswered(FeatureCheck.OVERFLOW);
    }
    double[] values = answer.values(scores);
    double[] probabilities = probable ? answer.probabilities(values) : values;
    double predicted = answer.prediction(values, probabilities);
    Uncertainty told = uncertain ? answer.uncertainty(scores, predicted) : unknown;
    return row(values, probabilities, predicted, told, null);
  }

  /** The answer to a row that is unfit. */
  InternalRow unanswered(String problem) {
    return row(none, none, Double.NaN, unknown, UTF8String.fromString(problem));
  }

  private InternalRow row(
      double[] values,
      double[] probabilities,
      double predicted,
      Uncertainty told,
      UTF8String problem) {
    Object[] fields = new Object[parts.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          switch (parts.get(i)) {
            case RAW_PREDICTION -> vector(values);
            case PROBABILITY -> vector(probabilities);
            case PREDICTION -> predicted;
            case PREDICTIVE_ENTROPY -> told.predictiveEntropy();
            case MUTUAL_INFORMATION -> told.mutualInformation();
            case SPREAD -> told.spread();
            case SPREADS -> vector(told.spreads());
            case PROBLEM -> problem;
          };
    }
    return new GenericInternalRow(fields);
  }

  private static Object vector(double[] values) {
    return VECTOR.serialize(Vectors.dense(values));
  }
}
