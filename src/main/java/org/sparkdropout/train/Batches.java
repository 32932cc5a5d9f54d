package org.sparkdropout.train;

import org.sparkdropout.data.Shard;
import org.sparkdropout.random.Permutation;
import org.sparkdropout.random.Streams;

/**
 * The batches of one replica in one epoch: which examples each step sees. Not thread-safe: holds
 * the batch being gathered.
 */
public final class Batches {
  private final TrainingPlan plan;
  private final Shard shard;
  private final Permutation order;
  private final int[] examples;

  /**
   * The batches of an epoch.
   *
   * @param plan the run
   * @param shard the replica's examples, possibly none
   * @param replica the replica's number
   * @param epoch the epoch
   */
  public Batches(TrainingPlan plan, Shard shard, int replica, int epoch) {
    this.plan = plan;
    this.shard = shard;
    this.order = new Permutation(new Streams(plan.seed()), replica, epoch, shard.rows());
    this.examples = new int[capacity()];
  }

  /**
   * The most rows of a batch.
   *
   * @return at least 1
   */
  public int capacity() {
    return Math.max(1, Math.min(plan.batchSize(), shard.rows()));
  }

  /**
   * Gathers the batch of a step.
   *
   * @param features receives (rows, width)
   * @param targets receives what each row should give
   * @param weights receives the weight of each row, whose mean over all examples of the run is one
   * @param step within the epoch
   * @return its rows, 0 past the end of the shard
   */
  public int fill(float[] features, float[] targets, float[] weights, int step) {
    long from = (long) step * plan.batchSize();
    int rows = (int) Math.max(0, Math.min(plan.batchSize(), shard.rows() - from));
    order.at(examples, (int) from, rows);
    for (int row = 0; row < rows; row++) {
      gather(plan, shard, examples[row], row, features, targets, weights);
    }
    return rows;
  }

  /**
   * Gathers one example.
   *
   * @param plan the run
   * @param shard the examples
   * @param example which of them
   * @param row receives it
   * @param features of all rows, (rows, width)
   * @param targets of all rows
   * @param weights of all rows, as in training
   */
  public static void gather(
      TrainingPlan plan,
      Shard shard,
      int example,
      int row,
      float[] features,
      float[] targets,
      float[] weights) {
    shard.copyFeatures(example, features, row * shard.width());
    shard.copyTarget(example, targets, row * shard.targetWidth());
    weights[row] = (float) (shard.weight(example) * plan.weightScale());
  }
}
