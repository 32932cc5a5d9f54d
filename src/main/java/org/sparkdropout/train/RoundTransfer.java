package org.sparkdropout.train;

import org.apache.spark.SparkConf;

/**
 * Spark's own setting that carries the state of a round fastest; a session must be made with it,
 * since Spark reads it once.
 *
 * <p>By default broadcasts are compressed, but weights do not compress: most of a float's bits are
 * noise.
 */
public final class RoundTransfer {
  private RoundTransfer() {}

  /**
   * Adds the setting if it is not set.
   *
   * @param conf in and out
   * @return the same object
   */
  public static SparkConf settings(SparkConf conf) {
    return conf.setIfMissing("spark.broadcast.compress", "false");
  }
}
