package org.sparkdropout.train;

import java.util.Optional;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Workspace;

/**
 * One replica in one round: its parameters, its scratch and its steps. What a step trains depends
 * on what shares a mask. Not thread-safe.
 */
interface Replica {
  /**
   * A replica at the start of a round.
   *
   * @param plan the run
   * @param start the common state; written to only if it is not shared
   * @param number the replica's number
   * @param round the round
   * @param capacity the largest batch
   * @param blas computes the matrix products
   * @return with parameters of its own
   */
  static Replica of(
      BlasPlan plan, TrainState start, int number, Round round, int capacity, Blas blas) {
    return switch (plan.dropout().sharing()) {
      case EXAMPLE -> SteadyReplica.whole(plan, start, number, capacity, blas);
      case BATCH -> new BatchThinnedReplica(plan, start, number, capacity, blas);
      case ROUND -> SteadyReplica.thinned(plan, start, number, round, capacity, blas);
    };
  }

  /** Where the caller writes a batch before a step. */
  Workspace workspace();

  /**
   * Takes a step on the batch in the workspace.
   *
   * @param tally receives the loss and errors of the thinned networks
   * @param round the round
   * @param step within the epoch
   * @param rows the examples in the batch
   */
  void step(Tally tally, Round round, int step, int rows);

  /** The parameters as they are now: of {@link #thinned()}, if there is one, or of all units. */
  TrainState state();

  /** The thinned network that the state is of, if it is not of the whole network. */
  Optional<ThinnedNetwork> thinned();
}
