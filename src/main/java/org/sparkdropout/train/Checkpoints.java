package org.sparkdropout.train;

import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the state of a run while it goes on, so that another run can go on from there. */
public interface Checkpoints extends AutoCloseable {
  /** Keeps nothing. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<RunState> newest(TrainingPlan plan) {
          return Optional.empty();
        }

        @Override
        public void offer(Moment moment, Supplier<RunState> state) {}
      };

  /** When a state is offered. */
  enum Moment {
    /** After a round that does not end an epoch. */
    ROUND,
    /** After an epoch. */
    EPOCH,
    /** After the last round of the run. */
    END
  }

  /**
   * Finds the state to go on from.
   *
   * @param plan of the run that would go on
   * @return nothing if the run starts anew
   */
  Optional<RunState> newest(TrainingPlan plan);

  /**
   * Keeps a state, if it is time to.
   *
   * @param moment when it is offered
   * @param state makes it, which may take a job on the cluster; asked at most once, and not kept
   */
  void offer(Moment moment, Supplier<RunState> state);

  /** Lets other runs have the place of the states. */
  @Override
  default void close() {}
}
