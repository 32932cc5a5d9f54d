package org.sparkdropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * What is trained.
   *
   * @param estimator with all settings
   * @param given makes the rows it trains on from those of the sample
   */
  record Run(DropoutEstimator<?, ?> estimator, UnaryOperator<Dataset<Row>> given) {
    /** On the sample as it is. */
    static Run of(DropoutEstimator<?, ?> estimator) {
      return new Run(estimator, rows -> rows);
    }
  }

  /**
   * Trains all on one core; then with failing tasks, shuffled and in other partitions; then far
   * away. The runs share a session each time, which takes long to start.
   *
   * @param runs by name
   * @return the digest of each
   */
  static Map<String, String> assertSameBits(Map<String, Run> runs, Path folder) {
    Map<String, String> expected = digests(runs, "", session("local[1]"), rows -> rows);
    UnaryOperator<Dataset<Row>> change = rows -> shuffled(rows).repartition(7);
    assertThat(digests(runs, ", failing, shuffled", failing(), change)).isEqualTo(expected);
    try (StandaloneCluster cluster = StandaloneCluster.start(2, folder)) {
      assertThat(digests(runs, ", two workers", standalone(cluster), rows -> rows))
          .isEqualTo(expected);
    }
    return expected;
  }

  private static Map<String, String> digests(
      Map<String, Run> runs,
      String where,
      SparkSession.Builder session,
      UnaryOperator<Dataset<Row>> change) {
    Map<String, String> digests = new LinkedHashMap<>();
    try (SparkSession spark = session.getOrCreate()) {
      runs.forEach(
          (name, run) -> {
            Dataset<Row> rows = change.apply(run.given().apply(rows(spark)));
            digests.put(name, digest(name + where, run.estimator().fit(rows)));
          });
    }
    return digests;
  }
}
