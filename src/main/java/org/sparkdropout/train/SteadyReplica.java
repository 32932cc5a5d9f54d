package org.sparkdropout.train;

import java.util.Optional;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.Masks;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.optimizer.TrainingStep;
import org.sparkdropout.random.Streams;

/**
 * Trains the same network in every step of a round: the whole one, or one thinned network whose
 * parameters alone it then returns. The velocity of a parameter that no replica had is what it was
 * when one last had it.
 */
final class SteadyReplica implements Replica {
  private final Optional<ThinnedNetwork> thinned;
  private final TrainState state;
  private final Weights weights;
  private final TrainingStep sgd;
  private final Masks masks;

  private SteadyReplica(
      BlasPlan plan,
      Topology topology,
      Optional<ThinnedNetwork> thinned,
      TrainState state,
      int number,
      int capacity,
      Blas blas) {
    this.thinned = thinned;
    this.state = state;
    this.weights = new Weights(topology, state.weights());
    this.sgd = new TrainingStep(topology, plan.head(), plan.optimization(), capacity, blas);
    this.masks =
        new Masks(plan.dropout(), plan.dropoutSchedule(), new Streams(plan.seed()), number);
  }

  /** Trains the whole network, with masks for each example. */
  static SteadyReplica whole(BlasPlan plan, TrainState start, int number, int capacity, Blas blas) {
    TrainState state = start.writable();
    return new SteadyReplica(
        plan, plan.topology(), Optional.empty(), state, number, capacity, blas);
  }

  /** Trains the thinned network that is drawn for the round. */
  static SteadyReplica thinned(
      BlasPlan plan, TrainState start, int number, Round round, int capacity, Blas blas) {
    ThinnedNetwork thinned = ThinnedNetwork.of(plan.topology(), plan.dropout());
    thinned.draw(new Streams(plan.seed()), number, round.epoch(), round.firstStep());
    TrainState state = start.of(thinned).shared();
    SteadyReplica replica =
        new SteadyReplica(
            plan, thinned.topology(), Optional.of(thinned), state, number, capacity, blas);
    if (plan.optimization().boundsNorm()) {
      thinned.absentSquares(replica.sgd.absentSquares(), start.weights());
    }
    return replica;
  }

  @Override
  public Workspace workspace() {
    return sgd.workspace();
  }

  @Override
  public void step(Tally tally, Round round, int step, int rows) {
    masks.at(round.epoch(), step, round.time(step).epochs());
    sgd.step(weights, state.arrays(), tally, masks, rows, round.time(step));
  }

  @Override
  public TrainState state() {
    return state;
  }

  @Override
  public Optional<ThinnedNetwork> thinned() {
    return thinned;
  }
}
