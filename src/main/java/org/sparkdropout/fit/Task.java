package org.sparkdropout.fit;

import java.util.Optional;
import org.sparkdropout.data.ConstantAnswer;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Examples;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.head.Head;
import org.sparkdropout.ml.param.RegressionParams;
import org.sparkdropout.ml.param.SharedParams;

/** What an estimator learns: what its labels are, and what its networks end in. */
interface Task {
  /**
   * The task of an estimator or a model.
   *
   * @param params its params
   */
  static Task of(SharedParams params) {
    return params instanceof RegressionParams numbers
        ? new RegressionTask(params, numbers)
        : new ClassificationTask(params);
  }

  /** What labels are. */
  TargetKind target();

  /** What people are told of errors. */
  ErrorMeasure measure();

  /**
   * Checks the params of this task alone. Looks at no table.
   *
   * @throws IllegalArgumentException if they do not fit together
   */
  default void check() {}

  /**
   * Checks the params against the outputs of a network.
   *
   * @throws IllegalArgumentException if they do not fit
   */
  default void check(int outputs) {}

  /**
   * What a network ends in.
   *
   * @param profile of the rows to train on
   * @throws IllegalArgumentException if the rows were read for another task
   */
  Head head(DataProfile profile);

  /**
   * What a network that was trained elsewhere answers: classes, or numbers in the label's units.
   *
   * @param outputs of the network
   */
  Answer answer(int outputs);

  /**
   * The best answer that looks at no feature, where a network that is no better is useless.
   *
   * @param examples to train on
   * @return empty if none is the best by the loss that is trained
   */
  Optional<ConstantAnswer> constantAnswer(Examples examples);
}
