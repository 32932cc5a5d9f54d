package org.sparkdropout.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sparkdropout.data.ConstantAnswer;
import org.sparkdropout.data.Examples;
import org.sparkdropout.head.Tally;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;

/**
 * Finds out whether a run ended with a useless model.
 *
 * @param examples the data
 * @param constant the best answer that looks at no feature; empty if it says nothing
 * @param plan of the run
 * @param result what the run ended with
 */
record TrainingWarnings(
    Examples examples,
    Optional<ConstantAnswer> constant,
    TrainingPlan plan,
    TrainingResult result) {
  /**
   * Of the constant answer's error, from which on the last network is measured. An epoch's error is
   * the mean over networks that change in each step, and the last one may be much worse.
   */
  private static final double SUSPICIOUS = 0.5;

  /** Example weights are rounded to float. */
  private static final double ROUNDING = 1e-6;

  /**
   * Checks the data and the run. Losses and errors are counted without class weights, so they say
   * nothing of a network that was trained for others.
   *
   * @param last scores the training rows with what the run ended with; asked only if the last epoch
   *     was suspicious
   * @return sentences with remedies; none if nothing is wrong
   */
  List<String> check(Supplier<Tally> last) {
    if (!plan.classWeights().isEmpty()) {
      return examples.warnings();
    }
    List<String> warnings = new ArrayList<>(examples.warnings());
    Optional<String> useless = constant.filter(answer -> isUseless(answer, last)).map(this::text);
    useless.ifPresent(warnings::add);
    neverFell().filter(warning -> useless.isEmpty()).ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  private boolean isUseless(ConstantAnswer answer, Supplier<Tally> last) {
    return result.bestEpoch() > 0
        && result.history().get(result.bestEpoch() - 1).error()
            >= plan.measure().of(answer.error()) * SUSPICIOUS
        && last.get().error() >= answer.error() * (1 - ROUNDING);
  }

  private String text(ConstantAnswer answer) {
    return ("The model is useless: on the training rows it is no better than answering every row with"
            + " %s (%s). %s")
        .formatted(
            answer.text(), plan.measure().text(plan.measure().of(answer.error())), uselessRemedy());
  }

  private Optional<String> neverFell() {
    List<EpochRecord> history = result.history();
    if (history.size() < 2) {
      return Optional.empty();
    }
    double first = history.get(0).loss();
    boolean fell = history.stream().skip(1).anyMatch(epoch -> epoch.loss() < first);
    return fell || first == 0
        ? Optional.empty()
        : Optional.of(
            ("The loss never fell below that of the first epoch (%.4f in %d epochs): the network has"
                    + " stopped learning. %sSet a lower learningRate (train.learningRate in a job)")
                .formatted(first, history.size(), scalingFirst()));
  }

  private String uselessRemedy() {
    return scalingFirst()
        + "Train for more epochs with maxIter, or set a higher or lower learningRate (train.maxIter and"
        + " train.learningRate in a job)";
  }

  /** Advises scaling where it is missing; another warning says how it is done. */
  private String scalingFirst() {
    return examples.needScaling()
        ? "Scale the features first, as the warning about their values says. "
        : "";
  }
}
