package org.sparkdropout;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sparkdropout.ReproducibleRuns.assertSameBits;
import static org.sparkdropout.ReproducibleRuns.digest;
import static org.sparkdropout.ReproducibleRuns.rows;
import static org.sparkdropout.ReproducibleRuns.session;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.ReproducibleRuns.Run;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.ml.DropoutRegressor;

/**
 * Contract 1 of regressors: the trained weights, and the scale of the labels, are the same bits
 * whatever the cores, the order and partitions of the rows, failing tasks, and the cluster.
 *
 * <p>Prints the SHA-256 of the weights of every run, and the mean and deviation of the labels.
 */
class RegressorReproducibilityIT {
  /** Learns the digit of an image as a number. */
  private static DropoutRegressor estimator() {
    return new DropoutRegressor()
        .setHiddenLayers(new int[] {100, 60})
        .setInputDropout(0.2)
        .setHiddenDropout(new double[] {0.5})
        .setLearningRate(0.01)
        .setMaxIter(2)
        .setBatchSize(32)
        .setReplicas(3)
        .setAveragingInterval(5)
        .setValidationFraction(0.1)
        .setSeed(11);
  }

  @Test
  void weights_ofRegressors_haveTheSameBits(@TempDir Path folder) {
    Map<String, Run> runs = new LinkedHashMap<>();
    runs.put("regressor", Run.of(estimator().setAveragingPath("driver")));
    runs.put("regressor, slices", Run.of(estimator().setAveragingPath("slices")));
    runs.put("regressor by batch", Run.of(estimator().setMaskSharing("batch")));
    runs.put("regressor by round", Run.of(estimator().setMaskSharing("round")));
    runs.put("quantiles by AdamW", Run.of(estimator().setLoss("quantile").setOptimizer("adamw")));
    runs.put(
        "vectors", new Run(estimator().setLabelCol("pair"), RegressorReproducibilityIT::withPairs));
    Map<String, String> digests = assertSameBits(runs, folder);
    assertThat(digests.get("regressor, slices")).isEqualTo(digests.get("regressor"));
    assertThat(new TreeSet<>(digests.values())).hasSize(runs.size() - 1);
  }

  private static Dataset<Row> withPairs(Dataset<Row> rows) {
    return rows.withColumn(
        "pair",
        functions.array_to_vector(array(col("label").cast("double"), col("label").divide(7))));
  }

  /** Trains and scores where Kryo writes what is broadcast, sent and kept on disk. */
  @ParameterizedTest
  @ValueSource(strings = {"driver", "slices"})
  void weights_underKryo_haveTheSameBits(String path) {
    String expected = digest("regressor", estimator(), session("local[1]"), rows -> rows);
    SparkSession.Builder kryo =
        session("local[2]")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    try (SparkSession spark = kryo.getOrCreate()) {
      DropoutRegressionModel model = estimator().setAveragingPath(path).fit(rows(spark));
      assertThat(digest("regressor, Kryo, " + path, model)).isEqualTo(expected);
      assertThat(model.transform(rows(spark)).filter("abs(prediction - label) < 3").count())
          .isGreaterThan(750);
    }
  }
}
