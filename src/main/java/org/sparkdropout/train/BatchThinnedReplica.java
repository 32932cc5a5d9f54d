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
 * Trains another thinned network in each step: takes its parameters and velocities out of the whole
 * network, takes the step, and puts them back. Those it lacks wait, value and velocity, until they
 * are drawn again.
 */
final class BatchThinnedReplica implements Replica {
  private final ReplicaState state;
  private final ThinnedNetwork thinned;
  private final Weights weights;
  private final float[] velocity;
  private final Sgd sgd;
  private final Masks masks;
  private final Streams streams;
  private final int number;
  private final boolean boundsNorm;

  BatchThinnedReplica(BlasPlan plan, ReplicaState start, int number, int capacity, Blas blas) {
    this.state = start.writable();
    this.thinned = ThinnedNetwork.of(plan.topology(), plan.dropout());
    this.weights = Weights.zero(thinned.topology());
    this.velocity = new float[weights.values().length];
    this.sgd = new Sgd(thinned.topology(), plan.optimization(), capacity, blas);
    this.streams = new Streams(plan.seed());
    this.masks = new Masks(plan.dropout(), streams, number);
    this.number = number;
    this.boundsNorm = plan.optimization().boundsNorm();
  }

  @Override
  public Workspace workspace() {
    return sgd.workspace();
  }

  @Override
  public void step(Tally tally, Round round, int step, int rows) {
    masks.at(round.epoch(), step);
    thinned.draw(streams, number, round.epoch(), step);
    thinned.gather(weights.values(), velocity, state.weights(), state.velocity());
    if (boundsNorm) {
      thinned.absentSquares(sgd.absentSquares(), state.weights());
    }
    sgd.step(weights, velocity, tally, masks, rows, round.time(step));
    thinned.scatter(state.weights(), state.velocity(), weights.values(), velocity);
  }

  @Override
  public ReplicaState state() {
    return state;
  }

  @Override
  public Optional<ThinnedNetwork> thinned() {
    return Optional.empty();
  }
}
