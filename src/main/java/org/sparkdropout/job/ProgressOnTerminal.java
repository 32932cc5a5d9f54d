package org.sparkdropout.job;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;

/** Progress for people: a bar with the time left, moved on after every round. */
final class ProgressOnTerminal implements TrainingListener, AutoCloseable {
  private static final int STEPS = 1000;

  private final PrintWriter out;
  private ProgressBar bar;
  private int epochs;
  private long startsFrom;
  private String last = "";

  ProgressOnTerminal(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(TrainingPlan plan) {
    close();
    out.println(ProgressLines.summary(plan));
    out.flush();
    epochs = plan.epochs();
    startsFrom = 0;
  }

  @Override
  public void resumed(int epochsDone, int rounds) {
    out.println(ProgressLines.resumption(epochsDone, rounds));
    out.flush();
    startsFrom = (long) STEPS * epochsDone / Math.max(1, epochs);
  }

  @Override
  public void roundFinished(Progress progress) {
    if (bar == null) {
      bar = bar();
    }
    bar.stepTo(Math.round(STEPS * progress.done()));
    bar.setExtraMessage(
        " epoch %d of %d  loss %.3f error %s  %s samples/s"
            .formatted(
                progress.epoch(),
                progress.epochs(),
                progress.loss(),
                ProgressLines.percent(progress.error()),
                String.format(Locale.ROOT, "%,.0f", progress.samplesPerSecond())));
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName("Training")
        .setInitialMax(STEPS)
        .startsFrom(startsFrom, Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .build();
  }

  @Override
  public void epochFinished(EpochRecord epoch) {
    last = ProgressLines.line(epoch, epochs);
  }

  /** Leaves the bar and prints the last epoch. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      out.println(last);
      out.flush();
    }
  }
}
