package org.sparkdropout.job;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;

/** Progress for logs and files: one line an epoch. */
final class ProgressLines implements TrainingListener {
  private final PrintWriter out;
  private long began;
  private int resumedAfter;
  private TrainingPlan plan;

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(TrainingPlan started) {
    began = System.nanoTime();
    plan = started;
    out.println(summary(started));
    out.flush();
  }

  @Override
  public void resumed(int epochs, int rounds) {
    resumedAfter = epochs;
    out.println(resumption(epochs, rounds));
    out.flush();
  }

  @Override
  public void epochFinished(EpochRecord epoch) {
    double perEpoch = (System.nanoTime() - began) * 1e-9 / (epoch.epoch() - resumedAfter);
    long left = Math.round(perEpoch * (plan.epochs() - epoch.epoch()));
    out.println(line(epoch, plan.epochs()) + "  " + clock(left) + " left");
    out.flush();
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

  static String line(EpochRecord epoch, int epochs) {
    String validation =
        epoch
            .validation()
            .map(
                held ->
                    "  held out: loss %.4f error %s".formatted(held.loss(), percent(held.error())))
            .orElse("");
    return "epoch %3d of %d  loss %.4f error %s%s  %s samples/s"
        .formatted(
            epoch.epoch(),
            epochs,
            epoch.loss(),
            percent(epoch.error()),
            validation,
            String.format(Locale.ROOT, "%,.0f", epoch.samplesPerSecond()));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%5.2f%%", 100 * share);
  }

  static String clock(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
