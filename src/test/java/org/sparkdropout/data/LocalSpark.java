package org.sparkdropout.data;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Starts small Spark sessions inside the test's own process. */
final class LocalSpark {
  private LocalSpark() {}

  /** A session that the caller closes; {@code local[2,3]} lets a task fail twice. */
  static SparkSession start(String master) {
    return builder(master).getOrCreate();
  }

  /** A session that moves and stores data with Kryo. */
  static SparkSession startWithKryo(String master) {
    return builder(master)
        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .getOrCreate();
  }

  static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  private static SparkSession.Builder builder(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2");
  }
}
