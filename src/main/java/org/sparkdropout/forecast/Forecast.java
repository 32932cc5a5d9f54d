package org.sparkdropout.forecast;

import org.sparkdropout.fit.PlannedRun;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.MemoryNeed;

/**
 * What a run would take on a cluster.
 *
 * @param run that could be
 * @param cluster that would train it
 * @param stepSeconds what steps of a replica take, as measured
 * @param epoch where the time of an epoch goes, by {@link RoundModel}
 * @param epochs to the target error, at least those of one replica
 * @param driver the least memory of the driver
 * @param executor the least memory of each executor, its rows among it
 */
public record Forecast(
    PlannedRun run,
    Cluster cluster,
    StepSeconds stepSeconds,
    RoundSeconds epoch,
    double epochs,
    MemoryNeed driver,
    MemoryNeed executor) {

  /**
   * The number of replicas.
   *
   * @return at least 1
   */
  public int replicas() {
    return run.plan().replicas();
  }

  /**
   * Where they are averaged.
   *
   * @return the driver or slices
   */
  public AveragingPath path() {
    return path(run);
  }

  static AveragingPath path(PlannedRun run) {
    return run.size().path(run.plan(), false);
  }

  /**
   * The time to the target error.
   *
   * @return seconds
   */
  public double secondsToTarget() {
    return epochs * epoch.total();
  }
}
