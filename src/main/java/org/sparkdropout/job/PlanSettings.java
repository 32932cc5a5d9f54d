package org.sparkdropout.job;

import org.sparkdropout.forecast.Cluster;
import org.sparkdropout.forecast.CriticalExamples;

/**
 * The group {@code plan}: which clusters can be had, and how well the table learns from large
 * batches.
 *
 * @param executors the most there are; 0 for as many as the replicas need
 * @param executorCores replicas that an executor trains at a time, at least 1
 * @param gigabitsPerSecond of each machine's link, greater than 0
 * @param critical how many epochs more replicas need
 */
record PlanSettings(
    int executors, int executorCores, double gigabitsPerSecond, CriticalExamples critical) {
  private static final int MOST = 65_536;

  /**
   * Reads and checks them.
   *
   * @throws SettingsException if one is out of its range
   */
  static PlanSettings of(Settings settings) {
    return new PlanSettings(
        settings.between("plan.executors", 0, MOST),
        settings.between("plan.executorCores", 1, MOST),
        settings.positive("plan.gigabitsPerSecond"),
        new CriticalExamples(settings.positive("plan.criticalExamples")));
  }

  /** The cluster that trains so many replicas. */
  Cluster cluster(int replicas) {
    return Cluster.forReplicas(replicas, executors, executorCores, gigabitsPerSecond);
  }
}
