package org.sparkdropout.train;

import org.apache.spark.SparkConf;

/**
 * Spark's own settings that carry the state of a round fastest; a session must be made with them,
 * since Spark reads them once.
 *
 * <p>By default Spark hands a task's result above 1 MiB to its block manager, from where the driver
 * fetches it over a socket, even within one process. Weights do not compress either: most of a
 * float's bits are noise.
 */
public final class RoundTransfer {
  /** Fits the states of networks of 8 million weights; well under the largest RPC message. */
  private static final String LARGEST_DIRECT_RESULT = "64m";

  private RoundTransfer() {}

  /**
   * Adds the settings that are not set.
   *
   * @param conf in and out
   * @return the same object
   */
  public static SparkConf settings(SparkConf conf) {
    return conf.setIfMissing("spark.task.maxDirectResultSize", LARGEST_DIRECT_RESULT)
        .setIfMissing("spark.broadcast.compress", "false");
  }
}
