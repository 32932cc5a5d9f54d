package org.sparkdropout.ml;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.sparkdropout.data.VectorFloats;
import org.sparkdropout.fit.HeapSizes;
import org.sparkdropout.score.ExportedNetwork;
import org.sparkdropout.score.MonteCarloNetwork;
import org.sparkdropout.score.Scorer;

/**
 * A network that scores: sent to the executors once, however many tables it scores, and with one
 * scorer for single rows.
 *
 * <p>Spark removes the copies when this object is garbage, so it must live as long as its model.
 * Thread-safe.
 */
final class NetworkInUse {
  private final ExportedNetwork network;
  private SparkContext context;
  private Broadcast<ExportedNetwork> sent;
  private Scorer scorer;

  NetworkInUse(ExportedNetwork network) {
    this.network = network;
  }

  /**
   * The network on a cluster; sent at the first call.
   *
   * @throws IllegalArgumentException if its thinned networks do not fit there
   */
  synchronized Broadcast<ExportedNetwork> on(SparkContext cluster) {
    if (context != cluster) {
      requireRoom(cluster);
      sent = JavaSparkContext.fromSparkContext(cluster).broadcast(network);
      context = cluster;
    }
    return sent;
  }

  /**
   * Checks that the processes of a cluster have room for the network.
   *
   * @throws IllegalArgumentException if its thinned networks do not fit there
   */
  void requireRoom(SparkContext cluster) {
    if (network instanceof MonteCarloNetwork thinned) {
      thinned.requireRoom(HeapSizes.executor(cluster));
    }
  }

  /** The scores of one row. */
  synchronized double[] scores(Vector features) {
    if (scorer == null) {
      scorer = network.scorer();
    }
    return scorer.logits(1, (row, into, offset) -> VectorFloats.copy(features, into, offset))[0];
  }
}
