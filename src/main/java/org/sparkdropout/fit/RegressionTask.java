package org.sparkdropout.fit;

import java.util.Optional;
import org.sparkdropout.data.ConstantAnswer;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Examples;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.QuantileHead;
import org.sparkdropout.head.TargetScale;
import org.sparkdropout.ml.param.LossKind;
import org.sparkdropout.ml.param.RegressionParams;
import org.sparkdropout.ml.param.SharedParams;

/** Which numbers belong to a row. */
record RegressionTask(SharedParams params, RegressionParams numbers) implements Task {
  @Override
  public TargetKind target() {
    return TargetKind.NUMBERS;
  }

  @Override
  public ErrorMeasure measure() {
    return ErrorMeasure.RMSE;
  }

  @Override
  public void check() {
    LossKind loss = LossKind.of(numbers);
    SettingsCheck.requireUnset(
        params,
        setting -> !loss.asks(setting.name()),
        "With loss = "
            + numbers.getLoss()
            + " these params must not be set, as it does not ask them: %s. Leave them out, or choose another loss");
    QuantileHead.requireAscending(numbers.getQuantileProbabilities());
  }

  @Override
  public Head head(DataProfile profile) {
    return LossKind.of(numbers)
        .head(
            numbers,
            profile
                .scale()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "A regressor must have labels that are numbers. Provided: a run whose labels are classes. Use DropoutClassifier")));
  }

  @Override
  public Answer answer(int outputs) {
    return NumberAnswer.of(TargetScale.none(outputs));
  }

  /** The mean has the least squared error; nothing is known of other losses. */
  @Override
  public Optional<ConstantAnswer> constantAnswer(Examples examples) {
    return examples.constantAnswer().filter(mean -> LossKind.of(numbers) == LossKind.SQUARED);
  }
}
