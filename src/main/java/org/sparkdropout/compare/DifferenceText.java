package org.sparkdropout.compare;

import java.util.Locale;
import org.sparkdropout.head.ErrorMeasure;

/**
 * Differences of test errors for people to read: of classes in points, of numbers in the units of
 * the label.
 *
 * @param measure what errors are
 */
record DifferenceText(ErrorMeasure measure) {
  /** Such as -1.02 points. */
  String points(double difference) {
    return measure == ErrorMeasure.CLASSIFICATION_ERROR
        ? "%s points".formatted(number(difference))
        : number(difference);
  }

  /** Such as -1.28 to -0.76. */
  String range(MeanInterval interval) {
    if (Double.isNaN(interval.low())) {
      return "unknown, as all differences are the same";
    }
    return "%s to %s".formatted(number(interval.low()), number(interval.high()));
  }

  private String number(double difference) {
    return measure == ErrorMeasure.CLASSIFICATION_ERROR
        ? String.format(Locale.ROOT, "%.2f", 100 * difference)
        : measure.figure(difference);
  }
}
