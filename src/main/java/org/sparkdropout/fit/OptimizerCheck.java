package org.sparkdropout.fit;

import org.sparkdropout.ml.param.OptimizerKind;
import org.sparkdropout.ml.param.SharedParams;

/** What the settings of an optimizer must fulfil together. */
final class OptimizerCheck {
  private OptimizerCheck() {}

  /**
   * Checks params of our own engine.
   *
   * @throws IllegalArgumentException if one is set that the optimizer does not ask, or one does not
   *     fit the optimizer
   */
  static void check(SharedParams params) {
    OptimizerKind kind = OptimizerKind.of(params);
    SettingsCheck.requireUnset(
        params,
        setting -> !kind.asks(setting.name()),
        "With optimizer = "
            + params.getOptimizer()
            + " these params must not be set, as it does not ask them: %s. Leave them out, or choose another optimizer");
    if (kind != OptimizerKind.SGD && !params.getAveragingPrecision().equals("float32")) {
      // A mean square that is rounded may fall below 0, and has no root then.
      throw new IllegalArgumentException(
          "averagingPrecision must be float32 with optimizer = %s, whose mean squares must not be rounded. Provided value: %s. Leave it out, or set optimizer = sgd"
              .formatted(params.getOptimizer(), params.getAveragingPrecision()));
    }
    if (kind == OptimizerKind.SCHEDULEFREE) {
      checkScheduleFree(params);
    }
  }

  private static void checkScheduleFree(SharedParams params) {
    require(
        params.getLearningRateSchedule().equals("constant"),
        "learningRateSchedule must be constant",
        params.getLearningRateSchedule(),
        "Leave it out; warmupEpochs may be set");
    require(params.getBeta1() > 0, "beta1 must be above 0", params.getBeta1(), "0.9 is usual");
    require(
        params.getWeightAverage() == 0,
        "weightAverage must be 0",
        params.getWeightAverage(),
        "Leave it out: the optimizer scores an average itself");
    require(
        params.getOuterMomentum() == 0 && params.getOuterLearningRate() == 1,
        "outerMomentum must be 0 and outerLearningRate 1",
        "%s and %s".formatted(params.getOuterMomentum(), params.getOuterLearningRate()),
        "Leave them out");
  }

  private static void require(boolean holds, String rule, Object given, String remedy) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s with optimizer = schedulefree. Provided value: %s. %s"
              .formatted(rule, given, remedy));
    }
  }
}
