package org.sparkdropout.fit;

/**
 * How many replicas a run has, and why.
 *
 * @param count at least 1
 * @param reason for people to read; empty if the user set the number
 */
record ReplicaCount(int count, String reason) {
  /** The number that the user set. */
  static ReplicaCount given(int count) {
    return new ReplicaCount(count, "");
  }

  /** The number of the checkpoint that a run goes on from. */
  static ReplicaCount resumed(int count) {
    return new ReplicaCount(count, "as in the checkpoint");
  }

  /**
   * As many as the rows feed: one a core, but none without a whole batch of its own.
   *
   * @param parallelism the default parallelism of the cluster, at least 1
   * @param rows to train on, at least 1
   * @param batchSize examples in a step of one replica, at least 1
   */
  static ReplicaCount fed(int parallelism, long rows, int batchSize) {
    long batches = Math.max(1, rows / batchSize);
    if (batches < parallelism) {
      return new ReplicaCount(
          (int) batches,
          "as many as %,d training rows fill with a whole batch each".formatted(rows));
    }
    return new ReplicaCount(parallelism, "the default parallelism of the cluster");
  }
}
