package org.sparkdropout.train;

import java.util.Optional;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.Masks;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.network.Sgd;
import org.sparkdropout.network.Tally;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.random.Streams;

/**
 * Trains one thinned network for a whole round and returns its parameters alone. The velocity of a
 * parameter that no replica had is what it was when one last had it.
 */
final class RoundThinnedReplica implements Replica {
  private final ThinnedNetwork thinned;
  private final ReplicaState state;
  private final Weights weights;
  private final Sgd sgd;
  private final Masks masks;

  RoundThinnedReplica(
      TrainingPlan plan, ReplicaState start, int number, Round round, int capacity, Blas blas) {
    Streams streams = new Streams(plan.seed());
    this.masks = new Masks(plan.dropout(), streams, number);
    this.thinned = ThinnedNetwork.of(plan.topology(), plan.dropout());
    thinned.draw(streams, number, round.epoch(), round.firstStep());
    this.sgd = new Sgd(thinned.topology(), plan.optimization(), capacity, blas);
    int parameters = thinned.topology().parameters();
    this.state = new ReplicaState(new float[parameters], new float[parameters]);
    this.weights = new Weights(thinned.topology(), state.weights());
    thinned.gather(state.weights(), start.weights());
    thinned.gather(state.velocity(), start.velocity());
    if (plan.optimization().boundsNorm()) {
      thinned.absentSquares(sgd.absentSquares(), start.weights());
    }
  }

  @Override
  public Workspace workspace() {
    return sgd.workspace();
  }

  @Override
  public void step(Tally tally, Round round, int step, int rows) {
    masks.at(round.epoch(), step);
    sgd.step(weights, state.velocity(), tally, masks, rows, round.time(step));
  }

  @Override
  public ReplicaState state() {
    return state;
  }

  @Override
  public Optional<ThinnedNetwork> thinned() {
    return Optional.of(thinned);
  }
}
