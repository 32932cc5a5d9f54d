package org.sparkdropout.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.train.DivergedException;
import org.sparkdropout.train.EpochRecord;

/**
 * Tunes arms before they are compared, each with as many trials, so that none is a straw man. A
 * trial trains on the training rows without the validation rows, and the one with the lowest error
 * on these is chosen. Test rows are not looked at. The arm is then trained on all training rows, as
 * its settings say.
 *
 * @param seed of the trials
 * @param observer told of them
 */
public record Tuning(long seed, Comparison.Observer observer) {
  /** The validation rows of arms that have none of their own. */
  private static final double VALIDATION_FRACTION = 0.2;

  /**
   * What may become an arm.
   *
   * @param name of what is tried, such as {@code learningRate 0.1}
   * @param arm with these settings, under the name of the arm
   */
  public record Trial(String name, Arm arm) {}

  /**
   * An arm that was tuned.
   *
   * @param arm with the best settings
   * @param note what was tried, for people to read
   */
  public record Tuned(Arm arm, String note) {}

  /**
   * Chooses the best trial.
   *
   * @param trials of one arm, at least one
   * @param train the training rows; each trial reads them, so they should be persisted
   * @return the arm with its settings; of equal trials the first
   * @throws DivergedException if all trials diverge
   */
  public Tuned choose(List<Trial> trials, Dataset<Row> train) {
    Map<Map<String, String>, Result> done = new HashMap<>();
    List<Result> results = new ArrayList<>();
    for (Trial trial : trials) {
      // Trials may be the same, as those of dropout rates are of an arm without dropout.
      results.add(done.computeIfAbsent(trial.arm().params(), params -> result(trial, train)));
    }
    int best = 0;
    for (int i = 1; i < results.size(); i++) {
      best = results.get(i).error() < results.get(best).error() ? i : best;
    }
    if (results.get(best).diverged() != null) {
      throw results.get(best).diverged();
    }
    return new Tuned(
        trials.get(best).arm(),
        done.size() == 1
            ? "Tuned: what is tried changes nothing of \"%s\"".formatted(trials.get(0).arm().name())
            : note(trials, results, best));
  }

  private record Result(double error, ErrorMeasure measure, DivergedException diverged) {
    String text() {
      return diverged == null ? measure.figure(error) : "diverged";
    }
  }

  private Result result(Trial trial, Dataset<Row> train) {
    Dataset<Row> rows = TrainingRows.of(train, trial.arm(), seed);
    String name = "%s, %s".formatted(trial.arm().name(), trial.name());
    Arm named = new Arm(name, trial.arm().estimator());
    DropoutEstimator<?, ?> one = named.forRun(seed);
    holdOut(one);
    one.clear(one.summaryTensorboard());
    one.setListener(observer.begins(named, seed));
    try {
      return Described.job(
          rows.sparkSession().sparkContext(), "tune", () -> measured(NamedFit.of(name, one, rows)));
    } catch (DivergedException diverged) {
      return new Result(Double.POSITIVE_INFINITY, null, diverged);
    }
  }

  private static void holdOut(DropoutEstimator<?, ?> one) {
    if (one.getValidationFraction() == 0 && !one.isDefined(one.validationIndicatorCol())) {
      one.set(one.validationFraction(), VALIDATION_FRACTION);
    }
  }

  /** After the last epoch, or after the best one if that is what the run ends with. */
  private static Result measured(DropoutModel model) {
    List<EpochRecord> history = model.summary().history();
    int epoch = Math.max(1, model.summary().bestEpoch());
    double error = history.get(epoch - 1).validation().orElseThrow().error();
    return new Result(error, model.summary().errorMeasure(), null);
  }

  private static String note(List<Trial> trials, List<Result> results, int best) {
    List<String> others = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      if (i != best) {
        others.add("%s: %s".formatted(trials.get(i).name(), results.get(i).text()));
      }
    }
    return "Tuned on validation rows: \"%s\" has %s (validation %s %s; %s)"
        .formatted(
            trials.get(best).arm().name(),
            trials.get(best).name(),
            results.get(best).measure(),
            results.get(best).text(),
            others.stream().collect(Collectors.joining(", ")));
  }
}
