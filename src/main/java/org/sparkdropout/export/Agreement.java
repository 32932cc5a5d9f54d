package org.sparkdropout.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compares what a runtime answers with what the model answers.
 *
 * <p>Probabilities must agree within 1e-5, and classes must be the same, but where two are as good
 * as equally likely. Numbers must agree within 1e-5 of their unit. A row without an answer (NaN)
 * must have none in both.
 *
 * @param file for messages
 * @param runtime for messages
 * @param thresholds of a model for classes; empty for none
 * @param unit of a model for numbers; empty for classes
 */
record Agreement(String file, String runtime, List<Double> thresholds, Optional<Unit> unit) {
  /** The largest difference of two probabilities, and of two numbers in their unit. */
  static final double TOLERANCE = 1e-5;

  /** What the difference of two numbers is measured in. */
  interface Unit {
    /**
     * A unit.
     *
     * @param place of the number in an answer
     * @param value the number that the model gives
     * @return above 0
     */
    double of(int place, double value);
  }

  /** The agreement of probabilities and classes. */
  static Agreement ofClasses(String file, String runtime, List<Double> thresholds) {
    return new Agreement(file, runtime, thresholds, Optional.empty());
  }

  /** The agreement of numbers. */
  static Agreement ofNumbers(String file, String runtime, Unit unit) {
    return new Agreement(file, runtime, List.of(), Optional.of(unit));
  }

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
      largest = Math.max(largest, checkValues(row, expected.get(row), found.get(row)));
      checkPrediction(row, expected.get(row), found.get(row));
    }
    return largest;
  }

  private double checkValues(int row, Sample.Answer expected, Sample.Answer found) {
    if (expected.values().size() != found.values().size()) {
      throw differs(
          "Row %d: %s gives %d %s, the model %d"
              .formatted(
                  row,
                  runtime,
                  found.values().size(),
                  unit.isPresent() ? "numbers" : "probabilities",
                  expected.values().size()));
    }
    double largest = 0;
    for (int place = 0; place < expected.values().size(); place++) {
      double ours = expected.values().get(place);
      double theirs = found.values().get(place);
      double difference = difference(place, ours, theirs);
      if (!(difference <= TOLERANCE)) {
        throw differs(how(row, place, ours, theirs, difference));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  private double difference(int place, double ours, double theirs) {
    return Double.isNaN(ours) && Double.isNaN(theirs)
        ? 0
        : Math.abs(ours - theirs) / unit.map(numbers -> numbers.of(place, ours)).orElse(1.0);
  }

  private String how(int row, int place, double ours, double theirs, double difference) {
    return unit.isPresent()
        ? "Row %d, number %d: %s gives %s, the model %s, a difference of %.3g deviations"
            .formatted(row, place, runtime, theirs, ours, difference)
        : "Row %d, class %d: %s gives the probability %s, the model %s, a difference of %.3g"
            .formatted(row, place, runtime, theirs, ours, difference);
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
    return answer.values().get(c) / threshold(c);
  }

  private double threshold(int c) {
    return thresholds.isEmpty() ? 1 : thresholds.get(c);
  }

  private ExportException differs(String how) {
    return new ExportException(
        "%s must answer as the model does, to %.0e %s. %s. No file was kept: leave this format out, and report the model"
            .formatted(
                file,
                TOLERANCE,
                unit.isPresent()
                    ? "of the label's standard deviation in every number"
                    : "in every probability",
                how));
  }
}
