package org.sparkdropout.train;

/** Told of a run's progress, on the driver's thread. */
public interface TrainingListener {
  /** Ignores everything. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * The run is about to start.
   *
   * @param plan what was resolved
   */
  default void started(TrainingPlan plan) {}

  /**
   * The run goes on from a checkpoint; told after {@link #started}.
   *
   * @param epochs that are done
   * @param rounds of the next epoch that are done
   */
  default void resumed(int epochs, int rounds) {}

  /**
   * A round has been averaged.
   *
   * @param progress where the run stands
   */
  default void roundFinished(Progress progress) {}

  /**
   * An epoch is over.
   *
   * @param epoch what it did
   */
  default void epochFinished(EpochRecord epoch) {}
}
