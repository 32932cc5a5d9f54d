package org.sparkdropout.export;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares what a runtime answers with what the model answers.
 *
 * <p>Probabilities must agree within 1e-5. Classes must be the same, but where two are as good as
 * equally likely. A row without an answer (NaN) must have none in both.
 *
 * @param file for messages
 * @param runtime for messages
 * @param thresholds of the model; empty for none
 */
record Agreement(String file, String runtime, List<Double> thresholds) {
  /** The largest difference of two probabilities. */
  static final double TOLERANCE = 1e-5;

  /**
   * Compares row by row.
   *
   * @return the largest difference
   * @throws ExportException for the first row that differs
   */
  double check(List<Sample.Answer> expected, List<Sample.Answer> found) {
    if (found.size() != expected.size()) {
      throw differs(
          "%s answers to %d rows of %d".formatted(runtime, found.size(), expected.size()));
    }
    double largest = 0;
    for (int row = 0; row < expected.size(); row++) {
      largest = Math.max(largest, checkProbabilities(row, expected.get(row), found.get(row)));
      checkPrediction(row, expected.get(row), found.get(row));
    }
    return largest;
  }

  private double checkProbabilities(int row, Sample.Answer expected, Sample.Answer found) {
    if (expected.probabilities().size() != found.probabilities().size()) {
      throw differs(
          "Row %d: %s gives %d probabilities, the model %d"
              .formatted(
                  row, runtime, found.probabilities().size(), expected.probabilities().size()));
    }
    double largest = 0;
    for (int c = 0; c < expected.probabilities().size(); c++) {
      double ours = expected.probabilities().get(c);
      double theirs = found.probabilities().get(c);
      double difference = difference(ours, theirs);
      if (!(difference <= TOLERANCE)) {
        throw differs(
            "Row %d, class %d: %s gives the probability %s, the model %s, a difference of %.3g"
                .formatted(row, c, runtime, theirs, ours, difference));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  private static double difference(double ours, double theirs) {
    return Double.isNaN(ours) && Double.isNaN(theirs) ? 0 : Math.abs(ours - theirs);
  }

  private void checkPrediction(int row, Sample.Answer expected, Sample.Answer found) {
    int ours = expected.prediction();
    int theirs = found.prediction();
    if (ours != theirs && !(ours >= 0 && theirs >= 0 && isTie(expected, ours, theirs))) {
      throw differs(
          "Row %d: %s predicts class %d, the model %d".formatted(row, runtime, theirs, ours));
    }
    if (ours == theirs && ours >= 0 && !found.label().equals(expected.label())) {
      throw differs(
          "Row %d: %s predicts the label %s, the model %s"
              .formatted(row, runtime, found.label(), expected.label()));
    }
  }

  private boolean isTie(Sample.Answer answer, int one, int other) {
    double scale =
        IntStream.of(one, other).mapToDouble(this::threshold).filter(t -> t > 0).min().orElse(1);
    double difference = score(answer, one) - score(answer, other);
    return Math.abs(difference) <= 2 * TOLERANCE / scale;
  }

  private double score(Sample.Answer answer, int c) {
    return answer.probabilities().get(c) / threshold(c);
  }

  private double threshold(int c) {
    return thresholds.isEmpty() ? 1 : thresholds.get(c);
  }

  private ExportException differs(String how) {
    return new ExportException(
        "%s must answer as the model does, to %.0e in every probability. %s. No file was kept: leave this format out, and report the model"
            .formatted(file, TOLERANCE, how));
  }
}
