package org.sparkdropout.train;

import java.util.Optional;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.Masks;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.optimizer.TrainingStep;
import org.sparkdropout.random.Streams;

/**
 * Trains another thinned network in each step: takes its parameters and what the optimiser keeps of
 * them out of the whole network, takes the step, and puts them back. Those it lacks wait until they
 * are drawn again.
 */
final class BatchThinnedReplica implements Replica {
  private final TrainState state;
  private final ThinnedNetwork thinned;
  private final Weights weights;
  private final float[][] arrays;
  private final float[][] all;
  private final float[][] whole;
  private final TrainingStep sgd;
  private final Masks masks;
  private final Streams streams;
  private final int number;
  private final boolean boundsNorm;

  BatchThinnedReplica(BlasPlan plan, TrainState start, int number, int capacity, Blas blas) {
    this.state = start.writable();
    this.thinned = ThinnedNetwork.of(plan.topology(), plan.dropout());
    this.weights = Weights.zero(thinned.topology());
    this.whole = state.all();
    this.arrays = new float[state.arrays().length][weights.values().length];
    this.all = new TrainState(weights.values(), arrays).all();
    this.sgd =
        new TrainingStep(thinned.topology(), plan.head(), plan.optimization(), capacity, blas);
    this.streams = new Streams(plan.seed());
    this.masks = new Masks(plan.dropout(), plan.dropoutSchedule(), streams, number);
    this.number = number;
    this.boundsNorm = plan.optimization().boundsNorm();
  }

  @Override
  public Workspace workspace() {
    return sgd.workspace();
  }

  @Override
  public void step(Tally tally, Round round, int step, int rows) {
    masks.at(round.epoch(), step, round.time(step).epochs());
    thinned.draw(streams, number, round.epoch(), step);
    thinned.gather(all, whole);
    if (boundsNorm) {
      thinned.absentSquares(sgd.absentSquares(), state.weights());
    }
    sgd.step(weights, arrays, tally, masks, rows, round.time(step));
    thinned.scatter(whole, all);
  }

  @Override
  public TrainState state() {
    return state;
  }

  @Override
  public Optional<ThinnedNetwork> thinned() {
    return Optional.empty();
  }
}
