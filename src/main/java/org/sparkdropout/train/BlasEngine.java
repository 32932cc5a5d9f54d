package org.sparkdropout.train;

import java.util.OptionalInt;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.data.Shard;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.Masks;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Sgd;
import org.sparkdropout.network.SoftmaxCrossEntropy;
import org.sparkdropout.network.Tally;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.random.Permutation;
import org.sparkdropout.random.Streams;

/** Our engine: dense networks on {@code float[]}, batched products through {@link Blas}. */
public final class BlasEngine implements Engine {
  private static final long serialVersionUID = 1L;
  private static final int EVALUATION_BATCH = 256;

  private final TrainingPlan plan;

  /**
   * An engine for a run.
   *
   * @param plan the run
   */
  public BlasEngine(TrainingPlan plan) {
    this.plan = plan;
  }

  @Override
  public ReplicaState initialState() {
    Weights weights = plan.initialization().draw(plan.topology(), new Streams(plan.seed()));
    return new ReplicaState(weights.values(), new float[weights.values().length]);
  }

  @Override
  public RoundResult train(ReplicaState start, Shard shard, int replica, Round round) {
    ReplicaState state = new ReplicaState(start.weights().clone(), start.velocity().clone());
    Blas blas = Blas.instance();
    Tally tally = new Tally();
    long began = System.nanoTime();
    OptionalInt divergedAt = steps(state, shard, replica, round, tally, blas);
    double seconds = (System.nanoTime() - began) * 1e-9;
    return new RoundResult(replica, state, tally, seconds, blas.kernelFamily(), divergedAt);
  }

  /**
   * Takes the steps of a round; returns the one whose loss was not finite, if any. The loss of a
   * step shows what the step before it did, so after the last one the weights are looked at.
   */
  private OptionalInt steps(
      ReplicaState state, Shard shard, int replica, Round round, Tally tally, Blas blas) {
    Weights weights = new Weights(plan.topology(), state.weights());
    int capacity = Math.max(1, Math.min(plan.batchSize(), shard.rows()));
    Sgd sgd = new Sgd(plan.topology(), plan.optimization(), capacity, blas);
    Streams streams = new Streams(plan.seed());
    Masks masks = new Masks(plan.dropout(), streams, replica);
    Permutation order = new Permutation(streams, replica, round.epoch(), shard.rows());
    for (int step = round.firstStep(); step < round.firstStep() + round.steps(); step++) {
      int rows = fill(sgd.workspace(), shard, order, step);
      if (rows == 0) {
        break;
      }
      masks.at(round.epoch(), step);
      sgd.step(weights, state.velocity(), tally, masks, rows, round.time(step));
      if (!tally.isFinite()) {
        return OptionalInt.of(step);
      }
    }
    int last = round.firstStep() + round.steps() - 1;
    return finite(state.weights()) ? OptionalInt.empty() : OptionalInt.of(last);
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Gathers the batch of a step; returns its rows, 0 past the end of the shard. */
  private int fill(Workspace workspace, Shard shard, Permutation order, int step) {
    long from = (long) step * plan.batchSize();
    int rows = (int) Math.max(0, Math.min(plan.batchSize(), shard.rows() - from));
    for (int row = 0; row < rows; row++) {
      copy(workspace, shard, order.at((int) from + row), row);
    }
    return rows;
  }

  private void copy(Workspace workspace, Shard shard, int example, int row) {
    shard.copyFeatures(example, workspace.inputs(), row * plan.topology().inputs());
    workspace.labels()[row] = shard.label(example);
    workspace.exampleWeights()[row] = (float) (shard.weight(example) * plan.weightScale());
  }

  @Override
  public Tally evaluate(float[] weights, Shard shard) {
    InferenceNetwork network =
        WeightScaling.scale(new Weights(plan.topology(), weights), plan.dropout());
    Workspace workspace = new Workspace(plan.topology(), EVALUATION_BATCH);
    Forward forward = new Forward(Blas.instance());
    Tally tally = new Tally();
    for (int from = 0; from < shard.rows(); from += EVALUATION_BATCH) {
      int rows = Math.min(EVALUATION_BATCH, shard.rows() - from);
      for (int row = 0; row < rows; row++) {
        copy(workspace, shard, from + row, row);
      }
      network.logits(workspace, forward, rows);
      SoftmaxCrossEntropy.run(workspace, rows, tally);
    }
    return tally;
  }
}
