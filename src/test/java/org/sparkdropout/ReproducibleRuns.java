package org.sparkdropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.head.TargetScale;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.testing.FailOncePlugin;
import org.sparkdropout.testing.StandaloneCluster;

/** Runs on the image sample whose weights are compared bit for bit. */
final class ReproducibleRuns {
  private static final String IMAGES = "data-samples/mnist/train.parquet";

  private ReproducibleRuns() {}

  static Dataset<Row> rows(SparkSession spark) {
    return spark.read().parquet(IMAGES).limit(1500);
  }

  static Dataset<Row> shuffled(Dataset<Row> rows) {
    StructType schema = rows.schema();
    List<Row> list = new ArrayList<>(rows.collectAsList());
    Collections.shuffle(list, new Random(1));
    return rows.sparkSession().createDataFrame(list, schema);
  }

  static SparkSession.Builder session(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("reproducibility")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1");
  }

  /** Four cores, where a task fails in every round. */
  static SparkSession.Builder failing() {
    return session("local[4,4]").config("spark.plugins", FailOncePlugin.class.getName());
  }

  static SparkSession.Builder standalone(StandaloneCluster cluster) {
    return session(cluster.master())
        .config("spark.jars", System.getProperty("sparkdropout.jar"))
        .config("spark.executor.memory", "900m")
        .config("spark.cores.max", "2");
  }

  /**
   * Trains, and prints the SHA-256 of the weights; of a regressor, with the scale of the labels.
   */
  static String digest(
      String name,
      DropoutEstimator<?, ?> estimator,
      SparkSession.Builder session,
      UnaryOperator<Dataset<Row>> change) {
    try (SparkSession spark = session.getOrCreate()) {
      return digest(name, estimator.fit(change.apply(rows(spark))));
    }
  }

  static String digest(String name, DropoutModel model) {
    String digest = model.weightsDigest() + scale(model);
    System.out.printf("SHA-256 of the weights, %-28s %s%n", name, digest);
    return digest;
  }

  private static String scale(DropoutModel model) {
    if (!(model instanceof DropoutRegressionModel numbers)) {
      return "";
    }
    TargetScale scale = numbers.answer().scale();
    return " " + Arrays.toString(scale.means()) + Arrays.toString(scale.deviations());
  }

  /**
   * Trains on one core; then with failing tasks, shuffled and in other partitions; then far away.
   */
  static String assertSameBits(String name, DropoutEstimator<?, ?> estimator, Path folder) {
    return assertSameBits(name, estimator, rows -> rows, folder);
  }

  /** The same of rows with more columns. */
  static String assertSameBits(
      String name,
      DropoutEstimator<?, ?> estimator,
      UnaryOperator<Dataset<Row>> given,
      Path folder) {
    String expected = digest(name, estimator, session("local[1]"), given);
    UnaryOperator<Dataset<Row>> change = rows -> shuffled(given.apply(rows)).repartition(7);
    assertThat(digest(name + ", failing, shuffled", estimator, failing(), change))
        .isEqualTo(expected);
    try (StandaloneCluster cluster = StandaloneCluster.start(2, folder)) {
      assertThat(digest(name + ", two workers", estimator, standalone(cluster), given))
          .isEqualTo(expected);
    }
    return expected;
  }
}
