package org.sparkdropout.compare;

import java.util.Optional;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.measure.ClassCounts;
import org.sparkdropout.ml.DropoutModel;

/**
 * A run that was trained and measured. It does not hold the model, so that a comparison of many
 * runs needs the memory of one.
 *
 * @param arm what was trained
 * @param network the widths of the layers and the activation
 * @param dropout what dropped in it, for people to read
 * @param replicas of the run
 * @param batchSize of a replica
 * @param measure what errors are
 * @param report its figures
 * @param counts of its answers on the test rows; nothing if labels are numbers
 */
record MeasuredRun(
    Arm arm,
    String network,
    String dropout,
    int replicas,
    int batchSize,
    ErrorMeasure measure,
    RunReport report,
    Optional<ClassCounts> counts) {
  private static final String NONE = "none";

  static MeasuredRun of(
      Arm arm, DropoutModel model, RunReport report, Optional<ClassCounts> counts) {
    return new MeasuredRun(
        arm,
        model.exportedNetwork().toString(),
        dropout(arm, model),
        model.summary().replicas(),
        model.summary().batchSize(),
        model.summary().errorMeasure(),
        report,
        counts);
  }

  /** The rates as trained, where the network knows them. */
  private static String dropout(Arm arm, DropoutModel model) {
    return model
        .trainedDropout()
        .map(dropout -> dropout.dropsNothing() ? NONE : dropout.ratesText())
        .orElseGet(() -> ofFile(arm));
  }

  /** A network of DL4J lists the layers that drop. */
  private static String ofFile(Arm arm) {
    String text = arm.estimator().dropoutText();
    return text.equals("[]") ? NONE : text;
  }
}
