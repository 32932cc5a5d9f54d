package org.sparkdropout.bench;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.param.OptimizerKind;

/**
 * An optimizer with settings to try.
 *
 * @param kind the optimizer
 * @param learningRate at the start, or after the warm-up, above 0
 * @param weightDecay at least 0; above 0 only for optimizers that ask it
 */
record OptimizerTrial(OptimizerKind kind, double learningRate, double weightDecay) {
  /**
   * A trial and how it went.
   *
   * @param trial the settings
   * @param error on validation rows after the last epoch, a share; infinite if it diverged
   */
  record Tuned(OptimizerTrial trial, double error) {}

  /**
   * Settings relative to the usual learning rate of an optimizer, so that one grid suits all.
   *
   * @param kind the optimizer
   * @param factor learning rate / usual learning rate
   * @param decay the share of a weight that a step at the usual learning rate takes away
   */
  static OptimizerTrial relative(OptimizerKind kind, double factor, double decay) {
    double usual = kind.learningRate(new DropoutClassifier());
    return new OptimizerTrial(kind, factor * usual, decay / usual);
  }

  /** Gives an estimator these settings, and returns it. */
  DropoutClassifier set(DropoutClassifier classifier) {
    if (weightDecay > 0) {
      classifier.setWeightDecay(weightDecay);
    }
    return classifier
        .setOptimizer(name())
        .setLearningRate(learningRate)
        .setLearningRateSchedule(kind == OptimizerKind.SCHEDULEFREE ? "constant" : "linear");
  }

  /** The name of the optimizer, as in settings. */
  String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The learning rate as text. */
  String rateText() {
    return text(learningRate);
  }

  /** The weight decay as text. */
  String decayText() {
    return text(weightDecay);
  }

  private static String text(double value) {
    return new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }
}
