package org.sparkdropout.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sparkdropout.head.ErrorMeasure;

/**
 * What else there is to say of arms.
 *
 * @param measure what errors are
 * @param constantAnswer the test error without a network
 */
record ArmNotes(ErrorMeasure measure, double constantAnswer) {
  /** Whether an arm is no better than always giving one answer. */
  boolean isUseless(ArmReport arm) {
    return arm.testError() >= constantAnswer;
  }

  /** Which arms have learnt nothing, and which still improve, for people to read. */
  List<String> of(List<ArmReport> arms) {
    List<String> notes = new ArrayList<>();
    String useless = names(arms, this::isUseless);
    if (!useless.isEmpty()) {
      notes.add(
          "Always answering with the %s of the training rows gives a test %s of %s. No better than that: %s"
              .formatted(constant(), measure, measure.figure(constantAnswer), useless));
    }
    String improving = names(arms, ArmReport::stillImproves);
    if (!improving.isEmpty()) {
      notes.add(
          "The loss on the held-out rows still falls at the last epoch: %s. A longer run may say otherwise: raise maxIter (train.maxIter in a job)"
              .formatted(improving));
    }
    return notes;
  }

  private String constant() {
    return measure == ErrorMeasure.CLASSIFICATION_ERROR ? "largest class" : "mean label";
  }

  private static String names(List<ArmReport> arms, Predicate<ArmReport> which) {
    return arms.stream()
        .filter(which)
        .map(arm -> "\"%s\"".formatted(arm.name()))
        .collect(Collectors.joining(", "));
  }
}
