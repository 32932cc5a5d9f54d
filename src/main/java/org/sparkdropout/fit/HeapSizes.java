package org.sparkdropout.fit;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** How far the heaps of a cluster's processes may grow. */
public final class HeapSizes {
  private static final long MEBIBYTE = 1 << 20;

  private HeapSizes() {}

  /**
   * The driver's.
   *
   * @return bytes
   */
  public static long driver() {
    return Runtime.getRuntime().maxMemory();
  }

  /**
   * An executor's. Spark reads a number without a unit as MiB.
   *
   * @param context the cluster
   * @return bytes; of a local run those of the driver, which is its own executor
   */
  public static long executor(SparkContext context) {
    return context.isLocal() ? driver() : executor(context.conf());
  }

  static long executor(SparkConf conf) {
    return conf.getSizeAsMb("spark.executor.memory", "1g") * MEBIBYTE;
  }
}
