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

/** Trains the whole network, with masks for each example. */
final class WholeReplica implements Replica {
  private final ReplicaState state;
  private final Weights weights;
  private final Sgd sgd;
  private final Masks masks;

  WholeReplica(TrainingPlan plan, ReplicaState start, int number, int capacity, Blas blas) {
    this.state = new ReplicaState(start.weights().clone(), start.velocity().clone());
    this.weights = new Weights(plan.topology(), state.weights());
    this.sgd = new Sgd(plan.topology(), plan.optimization(), capacity, blas);
    this.masks = new Masks(plan.dropout(), new Streams(plan.seed()), number);
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
    return Optional.empty();
  }
}
