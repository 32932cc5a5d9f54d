package org.sparkdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparkdropout.ReproducibleRuns.assertSameBits;
import static org.sparkdropout.ReproducibleRuns.digest;
import static org.sparkdropout.ReproducibleRuns.failing;
import static org.sparkdropout.ReproducibleRuns.rows;
import static org.sparkdropout.ReproducibleRuns.session;
import static org.sparkdropout.ReproducibleRuns.standalone;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.ReproducibleRuns.Run;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.dl4j.Networks;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.testing.FailOncePlugin;
import org.sparkdropout.testing.StandaloneCluster;

/**
 * Contract 1: the trained weights are the same bits whatever the cores, the order and partitions of
 * the rows, failing tasks, and the cluster.
 *
 * <p>Prints the SHA-256 of the weights of every run. Trains on the image sample, with masks, three
 * replicas, a validation split and rounds that do not divide an epoch.
 */
class ReproducibilityIT {
  private static final int EPOCHS = 2;
  private static final int ROUNDS_AN_EPOCH = 3;

  private static String reference;

  @BeforeAll
  static void trainOnOneCore() {
    reference = trained("local[1]", session("local[1]"), rows -> rows);
  }

  private static String trained(
      String name, SparkSession.Builder session, UnaryOperator<Dataset<Row>> change) {
    return digest(name, estimator(), session, change);
  }

  private static DropoutClassifier estimator() {
    return new DropoutClassifier()
        .setHiddenLayers(new int[] {100, 60})
        .setInputDropout(0.2)
        .setHiddenDropout(new double[] {0.5})
        .setMaxIter(EPOCHS)
        .setBatchSize(32)
        .setReplicas(3)
        .setAveragingInterval(5)
        .setValidationFraction(0.1)
        .setSeed(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[2]", "local[4]"})
  void weights_onMoreCores_haveTheSameBits(String master) {
    assertThat(trained(master, session(master), rows -> rows)).isEqualTo(reference);
  }

  @Test
  void weights_ofShuffledRows_haveTheSameBits() {
    assertThat(trained("rows shuffled", session("local[2]"), ReproducibleRuns::shuffled))
        .isEqualTo(reference);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void weights_ofRepartitionedRows_haveTheSameBits(int partitions) {
    String digest =
        trained(
            partitions + " partitions", session("local[2]"), rows -> rows.repartition(partitions));
    assertThat(digest).isEqualTo(reference);
  }

  /** Trains and scores where Kryo writes what is broadcast, sent and kept on disk. */
  @ParameterizedTest
  @ValueSource(strings = {"driver", "slices"})
  void weights_underKryo_haveTheSameBits(String path) {
    SparkSession.Builder kryo =
        session("local[2]")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    try (SparkSession spark = kryo.getOrCreate()) {
      DropoutClassificationModel model = estimator().setAveragingPath(path).fit(rows(spark));
      assertThat(digest("Kryo, " + path, model)).isEqualTo(reference);
      assertThat(model.transform(rows(spark)).filter("prediction = label").count())
          .isGreaterThan(750);
    }
  }

  @Test
  void weights_withATaskFailingInEveryRound_haveTheSameBits() {
    AtomicInteger failures = new AtomicInteger();
    AtomicInteger rounds = new AtomicInteger();
    SparkListener listener = counting(failures, rounds);
    SparkSession.Builder failing =
        session("local[2,4]").config("spark.plugins", FailOncePlugin.class.getName());
    String digest =
        trained(
            "a task failing in every round",
            failing,
            rows -> {
              rows.sparkSession().sparkContext().addSparkListener(listener);
              return rows;
            });
    assertThat(digest).isEqualTo(reference);
    assertThat(rounds).hasValue(EPOCHS * ROUNDS_AN_EPOCH);
    assertThat(failures).hasValueGreaterThanOrEqualTo(rounds.get());
  }

  private static SparkListener counting(AtomicInteger failures, AtomicInteger rounds) {
    return new SparkListener() {
      @Override
      public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.reason().toString().contains(FailOncePlugin.MESSAGE)) {
          failures.incrementAndGet();
        }
      }

      @Override
      public void onJobStart(SparkListenerJobStart start) {
        String description = start.properties().getProperty("spark.job.description", "");
        if (description.contains("round")) {
          rounds.incrementAndGet();
        }
      }
    };
  }

  @Test
  void weights_onAStandaloneCluster_haveTheSameBits(@TempDir Path folder) {
    try (StandaloneCluster cluster = StandaloneCluster.start(2, folder)) {
      assertThat(trained("master and two workers", standalone(cluster), rows -> rows))
          .isEqualTo(reference);
    }
  }

  /**
   * The same of other runs: cores, order and partitions of rows, failing tasks, a cluster. Masks
   * may be shared; products may be of bfloat16 numbers, which train in float32 where there are
   * none; AdamW keeps two means of each gradient, averaged on the driver and in slices; four
   * replicas take what is chosen for their number; replicas may send 8 bits of each number; layers
   * and updater of DL4J are not ours.
   */
  @Test
  void weights_ofOtherRuns_haveTheSameBits(@TempDir Path folder) {
    Map<String, Run> runs = new LinkedHashMap<>();
    runs.put("by batch", Run.of(estimator().setMaskSharing("batch")));
    runs.put("by round", Run.of(estimator().setMaskSharing("round")));
    runs.put("bfloat16", Run.of(estimator().setPrecision("bfloat16")));
    runs.put("AdamW", Run.of(adamW().setAveragingPath("driver")));
    runs.put("AdamW, slices", Run.of(adamW().setAveragingPath("slices")));
    runs.put("4 replicas, as chosen", Run.of(asChosen().setAveragingPath("driver")));
    runs.put("4 replicas, as chosen, slices", Run.of(asChosen().setAveragingPath("slices")));
    runs.put("float8", Run.of(rounded().setAveragingPath("driver")));
    runs.put("float8, slices", Run.of(rounded().setAveragingPath("slices")));
    runs.put("float8, by round", Run.of(rounded().setMaskSharing("round")));
    runs.put("dl4j", Run.of(dl4j()));
    Map<String, String> digests = assertSameBits(runs, folder);
    String kernels = Blas.of(Precision.BFLOAT16).kernelFamily();
    assertThat(digests.get("bfloat16").equals(reference))
        .isNotEqualTo(Blas.multipliesBfloat16(kernels));
    assertThat(digests.get("AdamW, slices"))
        .isEqualTo(digests.get("AdamW"))
        .isNotEqualTo(reference);
    assertThat(digests.get("4 replicas, as chosen, slices"))
        .isEqualTo(digests.get("4 replicas, as chosen"))
        .isNotEqualTo(reference);
    assertThat(digests.get("float8, slices"))
        .isEqualTo(digests.get("float8"))
        .isNotEqualTo(reference);
  }

  /** Replicas send what they have added in 8 bits, and the outer step gets longer. */
  private static DropoutClassifier rounded() {
    return estimator()
        .setAveragingPrecision("float8")
        .setOuterLearningRate(0.7)
        .setOuterMomentum(0.5)
        .setOuterWarmupEpochs(1.5);
  }

  private static DropoutClassifier adamW() {
    return estimator()
        .setOptimizer("adamw")
        .setWeightDecay(0.01)
        .setWarmupEpochs(0.5)
        .setLearningRateSchedule("cosine");
  }

  /** Settings that depend on the number of replicas are left open. */
  private static DropoutClassifier asChosen() {
    DropoutClassifier classifier = estimator().setReplicas(4);
    classifier.clear(classifier.batchSize());
    classifier.clear(classifier.averagingInterval());
    return classifier;
  }

  private static DropoutClassifier dl4j() {
    return new DropoutClassifier()
        .setEngine("dl4j")
        .setNetwork(Networks.convolutional().toJson())
        .setMaxIter(EPOCHS)
        .setReplicas(3)
        .setAveragingInterval(2)
        .setValidationFraction(0.1)
        .setSeed(11);
  }

  /** The same bits when executors average in slices, with failing tasks and on a cluster. */
  @ParameterizedTest
  @ValueSource(strings = {"example", "round"})
  void weights_averagedInSlices_haveTheSameBits(String sharing, @TempDir Path folder) {
    String expected =
        digest(
            "mask by " + sharing,
            estimator().setMaskSharing(sharing),
            session("local[1]"),
            rows -> rows);
    DropoutClassifier sliced = estimator().setMaskSharing(sharing).setAveragingPath("slices");
    assertThat(digest("slices, " + sharing + ", failing", sliced, failing(), rows -> rows))
        .isEqualTo(expected);
    try (StandaloneCluster cluster = StandaloneCluster.start(2, folder)) {
      assertThat(digest("slices, two workers", sliced, standalone(cluster), rows -> rows))
          .isEqualTo(expected);
    }
  }

  @Test
  void weights_ofAnotherSeed_differ() {
    try (SparkSession spark = session("local[2]").getOrCreate()) {
      assertThat(digest("another seed", estimator().setSeed(12).fit(rows(spark))))
          .isNotEqualTo(reference);
    }
  }
}
