package org.sparkdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.train.DivergedException;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingListener;
import scala.collection.JavaConverters;

/** What a running fit shows: Prometheus' text of Spark's page, descriptions of jobs, run ids. */
class SeenFromOutsideIT {
  private static final String IMAGES = "data-samples/mnist/train.parquet";
  private static final String SINK = "spark.metrics.conf.*.sink.prometheusServlet.";
  private static final Pattern FIGURE =
      Pattern.compile("metrics_\\w+_driver_(\\w*SparkDropout_\\w+)_Value\\{[^}]*} (\\S+)");

  private static SparkSession spark;

  @BeforeAll
  static void startWithPages() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.port", "0")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config(SINK + "class", "org.apache.spark.metrics.sink.PrometheusServlet")
            .config(SINK + "path", "/metrics/prometheus")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static DropoutClassifier classifier() {
    return new DropoutClassifier()
        .setHiddenLayers(new int[] {20})
        .setMaxIter(2)
        .setBatchSize(32)
        .setReplicas(2)
        .setAveragingInterval(4)
        .setValidationFraction(0.1);
  }

  private static Dataset<Row> rows() {
    return spark.read().parquet(IMAGES).limit(600);
  }

  /** Our figures on Spark's page. */
  private static Map<String, Double> shown() {
    String page = spark.sparkContext().uiWebUrl().get() + "/metrics/prometheus/";
    try (InputStream text = URI.create(page).toURL().openStream()) {
      Matcher lines = FIGURE.matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8));
      Map<String, Double> figures = new TreeMap<>();
      while (lines.find()) {
        figures.put(lines.group(1), Double.valueOf(lines.group(2)));
      }
      return figures;
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  @Test
  void figures_ofARunningFit_areThoseOfItsRounds() {
    List<Map<String, Double>> pages = new ArrayList<>();
    List<Map<String, Double>> expected = new ArrayList<>();
    List<EpochRecord> epochs = new ArrayList<>();
    classifier()
        .setListener(
            new TrainingListener() {
              @Override
              public void roundFinished(Progress progress) {
                pages.add(shown());
                expected.add(SeenFromOutsideIT.expected(progress, epochs));
              }

              @Override
              public void epochFinished(EpochRecord epoch) {
                epochs.add(epoch);
              }
            })
        .fit(rows());
    assertThat(pages).isEqualTo(expected).hasSize(6);
    assertThat(pages.get(5))
        .containsEntry("SparkDropout_round", 6.0)
        .containsEntry("SparkDropout_rounds", 6.0);
    assertThat(shown()).isEmpty();
  }

  private static Map<String, Double> expected(Progress now, List<EpochRecord> epochs) {
    Map<String, Double> figures = new TreeMap<>();
    int last = epochs.size() - 1;
    figures.put("epoch", 1.0 * now.epoch());
    figures.put("epochs", 1.0 * now.epochs());
    figures.put("round", 1.0 * (now.epoch() - 1) * now.rounds() + now.round());
    figures.put("rounds", 1.0 * now.epochs() * now.rounds());
    figures.put("trainingLoss", now.loss());
    figures.put("trainingError", now.error());
    figures.put(
        "validationLoss", last < 0 ? Double.NaN : epochs.get(last).validation().get().loss());
    figures.put(
        "validationError", last < 0 ? Double.NaN : epochs.get(last).validation().get().error());
    figures.put("samplesPerSecond", now.samplesPerSecond());
    figures.put(
        "stepSeconds",
        epochs.stream().mapToDouble(EpochRecord::stepSeconds).sum() + now.stepSeconds());
    figures.put(
        "averagingSeconds",
        epochs.stream().mapToDouble(EpochRecord::averagingSeconds).sum() + now.averagingSeconds());
    Map<String, Double> named = new TreeMap<>();
    figures.forEach((name, figure) -> named.put("SparkDropout_" + name, figure));
    return named;
  }

  @Test
  void figures_ofAFitWithinAnother_areNumbered() {
    Set<String> sources = new HashSet<>();
    TrainingListener inner =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochRecord epoch) {
            shown().keySet().forEach(name -> sources.add(name.substring(0, name.lastIndexOf('_'))));
          }
        };
    List<Map<String, Double>> after = new ArrayList<>();
    classifier()
        .setMaxIter(1)
        .setListener(
            new TrainingListener() {
              @Override
              public void epochFinished(EpochRecord epoch) {
                classifier().setMaxIter(1).setListener(inner).fit(rows());
                after.add(shown());
              }
            })
        .fit(rows());
    assertThat(sources).containsExactlyInAnyOrder("SparkDropout", "2_SparkDropout");
    assertThat(after.get(0)).containsEntry("SparkDropout_epoch", 1.0).hasSize(11);
  }

  @Test
  void figures_ofAFitThatFails_areTakenBack() {
    DropoutClassifier diverging = classifier().setMaxNorm(0).setLearningRate(1e30);
    assertThatThrownBy(() -> diverging.fit(rows())).isInstanceOf(DivergedException.class);
    assertThat(shown()).isEmpty();
    assertThat(MDC.get("mdc.runId")).isNull();
    assertThat(spark.sparkContext().getLocalProperty("spark.jobGroup.id")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "slices"})
  void jobs_ofAFit_areDescribed(String path) throws TimeoutException {
    List<SparkListenerJobStart> jobs = new ArrayList<>();
    Dataset<Row> rows = rows();
    observed(jobs, () -> classifier().setAveragingPath(path).fit(rows));
    assertThat(jobs)
        .extracting(job -> job.properties().getProperty("spark.job.description"))
        .contains("check the table", "deal training rows", "deal rows held out")
        .contains("epoch 2 of 2, round 3 of 3", "epoch 2 of 2, validation")
        .doesNotContainNull();
    assertThat(jobs)
        .extracting(job -> job.properties().getProperty("spark.jobGroup.id"))
        .allMatch(group -> group.matches("run [0-9a-f]{8}"))
        .containsOnly(jobs.get(0).properties().getProperty("spark.jobGroup.id"));
    assertThat(jobs)
        .flatExtracting(job -> JavaConverters.seqAsJavaList(job.stageInfos()))
        .extracting(stage -> stage.name())
        .contains("train replicas", "score held-out rows")
        .noneMatch(name -> name.matches(".* at \\w+\\.java:\\d+"));
  }

  @Test
  void names_thatTheCallerHasSet_stay() throws TimeoutException {
    List<SparkListenerJobStart> jobs = new ArrayList<>();
    Dataset<Row> rows = rows();
    spark.sparkContext().setJobGroup("nightly", "models of the night", false);
    spark.sparkContext().setLocalProperty("mdc.runId", "night-7");
    try {
      observed(jobs, () -> classifier().setMaxIter(1).fit(rows));
    } finally {
      spark.sparkContext().clearJobGroup();
      spark.sparkContext().setLocalProperty("mdc.runId", null);
    }
    assertThat(jobs)
        .extracting(job -> job.properties().getProperty("spark.job.description"))
        .contains("models of the night: epoch 1 of 1, round 1 of 3");
    assertThat(jobs)
        .allSatisfy(
            job -> {
              assertThat(job.properties()).containsEntry("spark.jobGroup.id", "nightly");
              assertThat(job.properties()).containsEntry("mdc.runId", "night-7");
            });
  }

  private static void observed(List<SparkListenerJobStart> jobs, Runnable work)
      throws TimeoutException {
    List<SparkListenerJobStart> seen = Collections.synchronizedList(jobs);
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            seen.add(start);
          }
        };
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().addSparkListener(listener);
    try {
      work.run();
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
  }
}
