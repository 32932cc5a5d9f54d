package org.sparkdropout.fit;

import java.util.Set;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.ml.param.SharedParams;

/** Checks that a network of a file answers what an estimator or a model is for. */
public final class KindCheck {
  private KindCheck() {}

  /**
   * What an estimator learns, or a model answers.
   *
   * @param params of it
   * @return classes or numbers
   */
  public static TargetKind asked(SharedParams params) {
    return Task.of(params).target();
  }

  /**
   * Checks a network that has been read.
   *
   * @param answer of the network
   * @param params of an estimator or a model
   * @param where the file, for messages
   * @throws OtherKindException if the network answers classes and the params are of a regressor, or
   *     the other way round
   */
  public static void require(Answer answer, SharedParams params, String where) {
    TargetKind kind = answer instanceof NumberAnswer ? TargetKind.NUMBERS : TargetKind.CLASS;
    require(Set.of(kind), params, where);
  }

  /**
   * Checks a file.
   *
   * @param kinds what its network may answer
   */
  static void require(Set<TargetKind> kinds, SharedParams params, String where) {
    TargetKind asked = asked(params);
    if (!kinds.contains(asked)) {
      throw new OtherKindException(
          asked == TargetKind.CLASS
              ? "The network of a classifier must answer classes: end in softmax, in a sigmoid of one unit, or in logits with a cross-entropy as its loss. Provided: %s, which answers numbers. Use DropoutRegressor, or DropoutRegressionModel if the network is not to be trained"
                  .formatted(where)
              : "The network of a regressor must answer numbers: end in units without activation, with a loss for numbers. Provided: %s, which answers classes. Use DropoutClassifier, or DropoutClassificationModel if the network is not to be trained"
                  .formatted(where));
    }
  }
}
