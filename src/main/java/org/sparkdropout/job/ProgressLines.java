package org.sparkdropout.job;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;

/** Progress for logs and files: lines for the start, each epoch and the end. */
final class ProgressLines implements TrainingListener {
  private final PrintWriter out;
  private final boolean everyEpoch;
  private long began;
  private int resumedAfter;
  private TrainingPlan plan;

  /**
   * Progress as lines.
   *
   * @param everyEpoch false where the epochs are told elsewhere: then only start and end are told
   */
  ProgressLines(PrintWriter out, boolean everyEpoch) {
    this.out = out;
    this.everyEpoch = everyEpoch;
  }

  @Override
  public void started(TrainingPlan started) {
    began = System.nanoTime();
    plan = started;
    out.println(summary(started));
    out.flush();
  }

  @Override
  public void resumed(List<EpochRecord> history, int rounds) {
    resumedAfter = history.size();
    out.println(resumption(resumedAfter, rounds));
    out.flush();
  }

  @Override
  public void epochFinished(EpochRecord epoch) {
    if (!everyEpoch) {
      return;
    }
    double perEpoch = (System.nanoTime() - began) * 1e-9 / (epoch.epoch() - resumedAfter);
    long left = Math.round(perEpoch * (plan.epochs() - epoch.epoch()));
    out.println(line(epoch, plan) + "  " + clock(left) + " left");
    out.flush();
  }

  @Override
  public void finished(TrainingResult result) {
    ending(result, plan).ifPresent(out::println);
    out.flush();
  }

  /** Which epoch the weights are from, if not from the last that was planned. */
  static Optional<String> ending(TrainingResult result, TrainingPlan plan) {
    int epochs = result.history().size();
    if (result.bestEpoch() == epochs) {
      return Optional.empty();
    }
    return Optional.of(
        "%s after epoch %d of %d, with the weights of epoch %d, the best"
            .formatted(
                result.stoppedEarly() ? "Stopped early" : "Ended",
                epochs,
                plan.epochs(),
                result.bestEpoch()));
  }

  /** What is trained, in one line. */
  static String summary(TrainingPlan plan) {
    String reason = plan.replicasReason().isEmpty() ? "" : " (" + plan.replicasReason() + ")";
    return "Training %s, %,d weights, %d %s of batch %d%s, %d epochs"
        .formatted(
            plan.network(),
            plan.parameters(),
            plan.replicas(),
            plan.replicas() == 1 ? "replica" : "replicas",
            plan.batchSize(),
            reason,
            plan.epochs());
  }

  /** Where a run goes on, in one line. */
  static String resumption(int epochs, int rounds) {
    return "Going on from a checkpoint after epoch %d%s"
        .formatted(epochs, rounds == 0 ? "" : " and round %d of the next".formatted(rounds));
  }

  /** What an epoch did, with its speed. */
  static String line(EpochRecord epoch, TrainingPlan plan) {
    return figures(epoch, plan)
        + String.format(Locale.ROOT, "  %,.0f samples/s", epoch.samplesPerSecond());
  }

  /** What an epoch did. */
  static String figures(EpochRecord epoch, TrainingPlan plan) {
    String validation =
        epoch
            .validation()
            .map(
                held ->
                    "  held out: loss %.4f %s".formatted(held.loss(), error(held.error(), plan)))
            .orElse("");
    return "epoch %3d of %d  loss %.4f %s%s"
        .formatted(
            epoch.epoch(), plan.epochs(), epoch.loss(), error(epoch.error(), plan), validation);
  }

  private static String error(double value, TrainingPlan plan) {
    return plan.measure() + " " + figure(value, plan.measure());
  }

  /** An error as wide as others of its kind. */
  static String figure(double value, ErrorMeasure measure) {
    return StringUtils.leftPad(measure.figure(value), "12.34%".length());
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%5.2f%%", 100 * share);
  }

  static String clock(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
