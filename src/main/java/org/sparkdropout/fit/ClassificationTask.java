package org.sparkdropout.fit;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.ml.param.shared.HasThresholds;
import org.sparkdropout.data.ConstantAnswer;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Examples;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.Decision;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.ml.param.ClassificationParams;
import org.sparkdropout.ml.param.SharedParams;

/** Which class a row is of. */
record ClassificationTask(SharedParams params) implements Task {
  @Override
  public TargetKind target() {
    return TargetKind.CLASS;
  }

  @Override
  public ErrorMeasure measure() {
    return ErrorMeasure.CLASSIFICATION_ERROR;
  }

  @Override
  public void check(int classes) {
    if (params instanceof HasThresholds chosen && chosen.isDefined(chosen.thresholds())) {
      double[] thresholds = chosen.getThresholds();
      if (thresholds.length != classes) {
        throw new IllegalArgumentException(
            "thresholds must hold one value for each of the %d classes. Provided value: %s"
                .formatted(classes, Arrays.toString(thresholds)));
      }
    }
  }

  /** Models do not have the params of training with classes. */
  private double smoothing() {
    return params instanceof ClassificationParams asked ? asked.getLabelSmoothing() : 0;
  }

  @Override
  public Head head(DataProfile profile) {
    if (profile.scale().isPresent()) {
      throw new IllegalArgumentException(
          "A classifier must have labels that are classes. Provided: a run whose labels are numbers. Use DropoutRegressor");
    }
    return new SoftmaxCrossEntropy(profile.classes(), smoothing());
  }

  @Override
  public Answer answer(int outputs) {
    SoftmaxCrossEntropy.requireClasses(outputs);
    return Decision.of(Optional.empty());
  }

  @Override
  public Optional<ConstantAnswer> constantAnswer(Examples examples) {
    return examples.constantAnswer();
  }
}
