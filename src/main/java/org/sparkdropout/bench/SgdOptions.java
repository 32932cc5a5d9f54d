package org.sparkdropout.bench;

import org.sparkdropout.ml.DropoutClassifier;
import picocli.CommandLine.Option;

/** The options of studies that train by SGD with one learning rate. */
final class SgdOptions {
  @Option(names = "--learning-rate", description = "at the start; 0: as the estimator chooses")
  private double learningRate = 0.05;

  @Option(names = "--learning-rate-schedule", description = "of the learning rate")
  private String schedule = "linear";

  @Option(names = "--momentum", description = "of the steps, from the first one on")
  private double momentum = 0.9;

  /** Gives an estimator these settings, and returns it. */
  DropoutClassifier set(DropoutClassifier classifier) {
    if (learningRate != 0) {
      classifier.setLearningRate(learningRate);
    }
    return classifier
        .setLearningRateSchedule(schedule)
        .setMomentum(momentum)
        .setInitialMomentum(momentum);
  }
}
