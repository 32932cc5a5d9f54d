package org.sparkdropout.job;

import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.commons.lang3.StringUtils;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;
import org.sparkdropout.train.Validation;

/** Progress for people: one line that moves on after every round. */
final class ProgressOnTerminal implements TrainingListener, AutoCloseable {
  private static final int UPDATE_MILLIS = 200;

  private final PrintWriter out;
  private ProgressBar display;
  private TrainingPlan plan;
  private long began;
  private int resumedAfter;
  private volatile Optional<ProgressLine> line = Optional.empty();
  private Optional<EpochRecord> last = Optional.empty();

  ProgressOnTerminal(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(TrainingPlan started) {
    say(ProgressLines.summary(started));
    plan = started;
    began = System.nanoTime();
  }

  @Override
  public void resumed(int epochsDone, int rounds) {
    say(ProgressLines.resumption(epochsDone, rounds));
    resumedAfter = epochsDone;
  }

  @Override
  public void roundFinished(Progress progress) {
    Optional<Double> heldOut = last.flatMap(EpochRecord::validation).map(Validation::error);
    line = Optional.of(new ProgressLine(progress, heldOut, secondsLeft(progress)));
    if (display == null) {
      display = display();
    }
  }

  private long secondsLeft(Progress progress) {
    double before = (double) resumedAfter / progress.epochs();
    double seconds = (System.nanoTime() - began) * 1e-9;
    double left = (1 - progress.done()) / (progress.done() - before);
    return Math.round(seconds * left);
  }

  /** The library knows the terminal, and writes our line over and over. */
  private ProgressBar display() {
    return new ProgressBarBuilder()
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .continuousUpdate()
        .clearDisplayOnFinish()
        .setRenderer((state, width) -> render(width))
        .build();
  }

  private String render(int width) {
    String text = line.map(now -> now.in(width)).orElse("");
    return StringUtils.rightPad(text, width);
  }

  @Override
  public void epochFinished(EpochRecord epoch) {
    last = Optional.of(epoch);
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
      last.ifPresent(epoch -> say(ProgressLines.figures(epoch, plan.epochs())));
    }
  }
}
