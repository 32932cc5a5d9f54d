package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.StandaloneCluster;
import org.sparkdropout.testing.SubmittedJob;

class SubmittedJobsIT {
  private static final Path CONF = Path.of("conf").toAbsolutePath();
  private static final Path MNIST = Path.of("data-samples/mnist").toAbsolutePath();

  private static SubmittedJob train(Path folder, String... more) {
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "--config",
                    CONF.resolve("train-penguins.conf").toString(),
                    "--set",
                    "train.maxIter=3"),
                Stream.of(more))
            .toList();
    return SubmittedJob.run(folder, "train", arguments);
  }

  @Test
  void trainThenScore_fromAFolderWithSpaces_writeBelowIt(@TempDir Path temporary)
      throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("a folder"));
    SubmittedJob training = train(folder, "--master", "local[2]");
    assertThat(training.text()).contains("Written: ").doesNotContain("WARN");
    assertThat(training.code()).isZero();
    assertThat(folder.resolve("runs/penguins/metrics.json")).exists();
    assertThat(training.text())
        .containsPattern(
            "Run ([0-9a-f]{8})\\R(?s:.*) INFO \\[\\1] TrainingLog: event=started run=\\1 ")
        .containsPattern("event=epoch epoch=3 epochs=3 loss=0\\.\\d+ error=0\\.\\d+ .*Seconds=\\d")
        .containsPattern("event=finished run=[0-9a-f]{8} epochs=3 bestEpoch=3 stoppedEarly=false");

    List<String> arguments = List.of("--config", CONF.resolve("score-penguins.conf").toString());
    SubmittedJob scoring = SubmittedJob.run(folder, "score", arguments);
    assertThat(scoring.text()).contains("Rows in: 344, rows out: 344");
    assertThat(scoring.code()).isZero();
    assertThat(folder.resolve("runs/penguins-scored/_SUCCESS")).exists();
  }

  /**
   * Products hold the garbage collector off while they read Java's arrays: sixteen tasks at a time,
   * in little more memory than Spark itself asks for, must neither wait for each other for ever nor
   * run out of it.
   */
  @Test
  void trainAndScore_sixteenTasksAtOnceInASmallHeap_endWell(@TempDir Path folder) {
    SubmittedJob training =
        SubmittedJob.run(
            folder,
            "train",
            inASmallHeap(
                "input.path=" + MNIST.resolve("train.parquet"),
                "output.path=digits",
                "train.hiddenLayers=[512,512]",
                "train.replicas=16",
                "train.batchSize=32",
                "train.averagingInterval=2",
                "train.maxIter=2"));
    assertThat(training.text()).contains("16 replicas", "Written: ").doesNotContain("OutOfMemory");
    assertThat(training.code()).isZero();
    SubmittedJob scoring =
        SubmittedJob.run(
            folder,
            "score",
            inASmallHeap(
                "input.path=" + MNIST.resolve("train.parquet"),
                "score.model=digits",
                "output.path=scored"));
    assertThat(scoring.text()).contains("Rows in: 5,000, rows out: 5,000");
    assertThat(scoring.code()).isZero();
  }

  private static List<String> inASmallHeap(String... settings) {
    Stream<String> sets = Stream.of(settings).flatMap(setting -> Stream.of("--set", setting));
    return Stream.of(
            Stream.of("--master", "local[16]"), sets, Stream.of("--", "--driver-memory", "480m"))
        .flatMap(words -> words)
        .toList();
  }

  /**
   * On Spark's own cluster of one master, two workers and their executors, all in need of a key.
   */
  @ParameterizedTest
  @ValueSource(strings = {"driver", "slices"})
  void train_authenticatedAndEncryptedWithAnEventLog_hasTheSameBits(
      String path, @TempDir Path folder) throws IOException {
    Path events = Files.createDirectory(folder.resolve("events"));
    SubmittedJob plain =
        train(folder, "--master", "local[2]", "--set", "output.path=" + folder.resolve("plain"));
    SubmittedJob secured =
        train(
            folder,
            "--master",
            "local-cluster[2,1,1024]",
            "--set",
            "train.averagingPath=" + path,
            "--set",
            "output.path=" + folder.resolve("secured"),
            "--",
            "--conf",
            "spark.authenticate=true",
            "--conf",
            "spark.authenticate.secret=a key of the test",
            "--conf",
            "spark.network.crypto.enabled=true",
            "--conf",
            "spark.io.encryption.enabled=true",
            "--conf",
            "spark.eventLog.enabled=true",
            "--conf",
            "spark.eventLog.dir=" + events.toUri());
    assertThat(secured.text()).contains("Written: ");
    assertThat(secured.code()).isZero();
    assertThat(secured.digest()).isEqualTo(plain.digest());
    try (Stream<Path> logs = Files.list(events)) {
      assertThat(logs.findFirst().orElseThrow())
          .content()
          .contains("epoch 3 of 3, round 1 of", "\"mdc.runId\"", "SparkListenerApplicationEnd");
    }
  }

  @Test
  void train_wrongSettings_exitCodeReachesTheShell(@TempDir Path folder) {
    SubmittedJob wrongKey = train(folder, "--set", "train.maxItre=3");
    assertThat(wrongKey.text()).endsWith("Did you mean train.maxIter?\n");
    assertThat(wrongKey.code()).isEqualTo(2);
    SubmittedJob noData = train(folder, "--set", "input.path=/no/such/table");
    assertThat(noData.text()).endsWith("Nothing is there: /no/such/table. Correct the path\n");
    assertThat(noData.code()).isEqualTo(3);
    assertThat(folder.resolve("runs")).isEmptyDirectory();
  }

  @Test
  void train_terminatedWhileTraining_leavesNothing(@TempDir Path folder) {
    SubmittedJob.Running job =
        SubmittedJob.start(
            folder,
            Map.of(),
            "train",
            List.of(
                "--config",
                CONF.resolve("train-penguins.conf").toString(),
                "--set",
                "train.maxIter=1000000",
                "--set",
                "train.patience=0"));
    job.awaitText("event=epoch epoch=3 ");
    assertThat(folder.resolve("runs")).isNotEmptyDirectory();
    job.process().destroy();
    assertThat(job.end().code()).isNotZero();
    assertThat(folder.resolve("runs")).isEmptyDirectory();
  }

  /** By SIGTERM, which the JVM treats as Ctrl-C; shells let jobs in the background ignore that. */
  @Test
  void train_terminated_leavesNoOutput_andGoesOnFromItsCheckpoint(@TempDir Path folder)
      throws IOException {
    String[] settings = {
      "--set", "train.maxIter=100", "--set", "train.patience=0",
      "--set", "checkpoint.path=kept", "--set", "output.path=runs/p"
    };
    List<String> arguments =
        Stream.concat(
                Stream.of("--config", CONF.resolve("train-penguins.conf").toString()),
                Stream.of(settings))
            .toList();
    SubmittedJob.Running job = SubmittedJob.start(folder, Map.of(), "train", arguments);
    job.awaitText("event=epoch epoch=7 ");
    job.process().destroy();
    SubmittedJob stopped = job.end();
    assertThat(stopped.code()).isNotZero();
    assertThat(stopped.text())
        .contains("epoch=7 epochs=100 ")
        .doesNotContain("epoch=100 epochs=100 ");
    assertThat(folder.resolve("runs")).isEmptyDirectory();
    try (Stream<Path> kept = Files.list(folder.resolve("kept"))) {
      assertThat(kept.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains(".unfinished"))
          .filteredOn(name -> name.matches("epoch-\\d+-round-\\d+\\.checkpoint"))
          .hasSize(2);
    }
    SubmittedJob resumed = train(folder, settings);
    assertThat(resumed.text())
        .contains("Going on from a checkpoint after epoch ")
        .contains("Written: ");
    SubmittedJob whole = train(folder, "--set", "train.maxIter=100", "--set", "train.patience=0");
    assertThat(resumed.digest()).isEqualTo(whole.digest());
  }

  /** Stands in for an installed Spark: shows what it was called with. */
  @Test
  void train_sparkInstalled_itsSubmitGetsOptionsThenJarThenSettings(@TempDir Path folder)
      throws IOException {
    Path submit = Files.createDirectory(folder.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    SubmittedJob job =
        SubmittedJob.run(
            folder,
            Optional.of(folder),
            "train",
            List.of(
                "--config",
                "a b.conf",
                "--master=local[3]",
                "--set",
                "input.path=x y",
                "--verbose",
                "--",
                "--driver-memory",
                "2g",
                "--conf",
                "a=b c"));
    assertThat(job.text())
        .startsWith(
            "<--master><local[3]><--driver-memory><2g><--conf><a=b c>"
                + "<--class><org.sparkdropout.job.TrainJob><")
        .endsWith("spark-dropout.jar><--config><a b.conf><--set><input.path=x y><--verbose>");
    assertThat(job.code()).isZero();
  }

  /** In a locale of ASCII, Java would lose the characters of the path. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "xx_XX.UTF-8"})
  void train_localeOfAsciiOrNotInstalled_sparkGetsOneOfUtf8(String locale, @TempDir Path folder)
      throws IOException {
    Path submit = Files.createDirectory(folder.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\nlocale charmap\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment = Map.of("SPARK_HOME", folder.toString(), "LC_ALL", locale);
    SubmittedJob job = SubmittedJob.start(folder, environment, "train", List.of()).end();
    assertThat(job.text()).endsWith("UTF-8\n");
    assertThat(job.code()).isZero();
  }

  @Test
  void train_onAStandaloneCluster_sameWeightsAsLocally(@TempDir Path folder) {
    String local = train(folder, "--master", "local[1]").digest();
    try (StandaloneCluster cluster = StandaloneCluster.start(2, folder)) {
      SubmittedJob remote =
          train(
              folder,
              "--master",
              cluster.master(),
              "--",
              "--executor-memory",
              "512m",
              "--conf",
              "spark.driver.host=127.0.0.1");
      assertThat(remote.text()).contains("Written: ");
      assertThat(remote.code()).isZero();
      assertThat(remote.digest()).hasSize(64).isEqualTo(local);
    }
  }
}
