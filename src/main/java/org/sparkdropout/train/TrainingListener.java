package org.sparkdropout.train;

import java.util.List;
import java.util.function.Consumer;

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
   * @param history of the epochs that are done, in order
   * @param rounds of the next epoch that are done
   */
  default void resumed(List<EpochRecord> history, int rounds) {}

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

  /**
   * The run has come to its end. Not told of a run that fails.
   *
   * @param result what it ends with
   */
  default void finished(TrainingResult result) {}

  /**
   * Several listeners as one.
   *
   * @param listeners told in this order
   * @return tells all of them
   */
  static TrainingListener all(TrainingListener... listeners) {
    List<TrainingListener> all = List.of(listeners);
    return new TrainingListener() {
      @Override
      public void started(TrainingPlan plan) {
        tell(listener -> listener.started(plan));
      }

      @Override
      public void resumed(List<EpochRecord> history, int rounds) {
        tell(listener -> listener.resumed(history, rounds));
      }

      @Override
      public void roundFinished(Progress progress) {
        tell(listener -> listener.roundFinished(progress));
      }

      @Override
      public void epochFinished(EpochRecord epoch) {
        tell(listener -> listener.epochFinished(epoch));
      }

      @Override
      public void finished(TrainingResult result) {
        tell(listener -> listener.finished(result));
      }

      private void tell(Consumer<TrainingListener> event) {
        all.forEach(event);
      }
    };
  }
}
