package org.sparkdropout.train;

import org.sparkdropout.data.Shard;
import org.sparkdropout.network.Workspace;
import org.sparkdropout.random.Permutation;
import org.sparkdropout.random.Streams;

/** The batches of one replica in one epoch: which examples each step sees. */
final class Batches {
  private final Shard shard;
  private final Permutation order;
  private final int batchSize;
  private final double weightScale;
  private final int[] examples;

  /**
   * The batches of an epoch.
   *
   * @param plan the run
   * @param shard the replica's examples, possibly none
   * @param replica the replica's number
   * @param epoch the epoch
   */
  Batches(TrainingPlan plan, Shard shard, int replica, int epoch) {
    this.shard = shard;
    this.order = new Permutation(new Streams(plan.seed()), replica, epoch, shard.rows());
    this.batchSize = plan.batchSize();
    this.weightScale = plan.weightScale();
    this.examples = new int[capacity()];
  }

  /** The most rows of a batch, at least 1. */
  int capacity() {
    return Math.max(1, Math.min(batchSize, shard.rows()));
  }

  /**
   * Gathers the batch of a step.
   *
   * @param workspace receives the examples
   * @param step within the epoch
   * @return its rows, 0 past the end of the shard
   */
  int fill(Workspace workspace, int step) {
    long from = (long) step * batchSize;
    int rows = (int) Math.max(0, Math.min(batchSize, shard.rows() - from));
    order.at(examples, (int) from, rows);
    for (int row = 0; row < rows; row++) {
      copy(workspace, shard, weightScale, examples[row], row);
    }
    return rows;
  }

  /** Copies one example into a row of a workspace. */
  static void copy(Workspace workspace, Shard shard, double weightScale, int example, int row) {
    shard.copyFeatures(example, workspace.inputs(), row * workspace.topology().inputs());
    workspace.labels()[row] = shard.label(example);
    workspace.exampleWeights()[row] = (float) (shard.weight(example) * weightScale);
  }
}
