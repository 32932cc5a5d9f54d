package org.sparkdropout.ml;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparkdropout.score.ExportedNetwork;

/**
 * Sends a network to the executors once, however many tables it scores.
 *
 * <p>Spark removes the copies when this object is garbage, so it must live as long as its model.
 * Thread-safe.
 */
final class NetworkBroadcast {
  private final ExportedNetwork network;
  private SparkContext context;
  private Broadcast<ExportedNetwork> sent;

  NetworkBroadcast(ExportedNetwork network) {
    this.network = network;
  }

  /** The network on a cluster; sent at the first call. */
  synchronized Broadcast<ExportedNetwork> on(SparkContext cluster) {
    if (context != cluster) {
      sent = JavaSparkContext.fromSparkContext(cluster).broadcast(network);
      context = cluster;
    }
    return sent;
  }
}
