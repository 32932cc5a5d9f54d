package org.sparkdropout.job;

import java.util.List;
import java.util.Optional;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.Validation;

/**
 * Where a run stands, for those who ask now and then rather than listen: terminals, and Python.
 *
 * <p>Told on the driver's thread, asked on any.
 */
public final class LatestProgress implements TrainingListener {
  private volatile Optional<ProgressLine> line = Optional.empty();
  private volatile Optional<EpochRecord> last = Optional.empty();
  private TrainingPlan plan;
  private long began;
  private int resumedAfter;

  /** Of a run that has not started. */
  public LatestProgress() {}

  @Override
  public void started(TrainingPlan started) {
    plan = started;
    began = System.nanoTime();
  }

  @Override
  public void resumed(List<EpochRecord> history, int rounds) {
    resumedAfter = history.size();
  }

  @Override
  public void roundFinished(Progress progress) {
    Optional<Double> heldOut = last.flatMap(EpochRecord::validation).map(Validation::error);
    line = Optional.of(new ProgressLine(progress, plan.measure(), heldOut, secondsLeft(progress)));
  }

  private long secondsLeft(Progress progress) {
    double before = (double) resumedAfter / progress.epochs();
    double seconds = (System.nanoTime() - began) * 1e-9;
    double left = (1 - progress.done()) / (progress.done() - before);
    return Math.round(seconds * left);
  }

  @Override
  public void epochFinished(EpochRecord epoch) {
    last = Optional.of(epoch);
  }

  /**
   * The newest round, with a bar where there is room.
   *
   * @param width in characters
   * @return at most that many, unless even the number of the epoch is wider; empty before the first
   *     round
   */
  public String line(int width) {
    return line.map(now -> now.in(width)).orElse("");
  }

  /**
   * What the newest epoch did.
   *
   * @return one line; empty before the first has ended
   */
  public String lastEpoch() {
    return last.map(epoch -> ProgressLines.figures(epoch, plan)).orElse("");
  }
}
