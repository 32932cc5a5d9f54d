package org.sparkdropout.job;

import java.io.PrintWriter;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.commons.lang3.StringUtils;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;

/** Progress for people: one line that moves on after every round. */
final class ProgressOnTerminal implements TrainingListener, AutoCloseable {
  private static final int UPDATE_MILLIS = 200;

  private final PrintWriter out;
  private final LatestProgress latest = new LatestProgress();
  private ProgressBar display;
  private TrainingPlan plan;

  ProgressOnTerminal(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(TrainingPlan started) {
    say(ProgressLines.summary(started));
    plan = started;
    latest.started(started);
  }

  @Override
  public void resumed(List<EpochRecord> history, int rounds) {
    say(ProgressLines.resumption(history.size(), rounds));
    latest.resumed(history, rounds);
  }

  @Override
  public void roundFinished(Progress progress) {
    latest.roundFinished(progress);
    if (display == null) {
      display = display();
    }
  }

  /** The library knows the terminal, and writes our line over and over. */
  private ProgressBar display() {
    return new ProgressBarBuilder()
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .continuousUpdate()
        .clearDisplayOnFinish()
        .setRenderer((state, width) -> StringUtils.rightPad(latest.line(width), width))
        .build();
  }

  @Override
  public void epochFinished(EpochRecord epoch) {
    latest.epochFinished(epoch);
  }

  @Override
  public void finished(TrainingResult result) {
    close();
    ProgressLines.ending(result, plan).ifPresent(this::say);
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }

  /** Leaves the last epoch in place of the moving line. */
  @Override
  public void close() {
    if (display != null) {
      display.close();
      display = null;
      String epoch = latest.lastEpoch();
      if (!epoch.isEmpty()) {
        say(epoch);
      }
    }
  }
}
