package org.sparkdropout.catalyst;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.sparkdropout.head.Answer;
import org.sparkdropout.score.ExportedNetwork;

/**
 * How a network scores rows; what Spark sends to the executors.
 *
 * @param network one copy an executor
 * @param check of the features
 * @param batchSize rows that a task takes at a time, at least 1; changes no answer
 * @param outputs of the network, at least 1
 * @param answer what they mean
 */
public record NetworkScoring(
    Broadcast<ExportedNetwork> network,
    FeatureCheck check,
    int batchSize,
    int outputs,
    Answer answer)
    implements Serializable {
  /** For plans, which users read. */
  @Override
  public String toString() {
    return "network %d of %d features, %d outputs".formatted(network.id(), check.width(), outputs);
  }
}
