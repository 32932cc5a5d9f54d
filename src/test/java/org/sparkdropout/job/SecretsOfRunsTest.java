package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets of all origins are in no file of a run, nor in what it prints, nor in Spark's event log.
 */
class SecretsOfRunsTest {
  @TempDir private static Path folder;
  private static String printed;

  private static final String TRAINING =
      """
      input.format = csv, input.path = "%1$s/table.csv"
      input.options { header = true, inferSchema = true, password = of-the-input, fs.azure.account.key = "account7Key="
        sasToken = ${OF_THE_TEST}, endpoint = "ftp://ann:inTheUrl5@host/x?sig=signedWith6", note = ${?TEST_SECRET} }
      train { labelCol = label, hiddenLayers = [4], maxIter = 2, replicas = 1, batchSize = 8 }
      """;

  @BeforeAll
  static void run() throws Exception {
    List<String> table = new ArrayList<>(List.of("label,a,b"));
    Stream.iterate(0, i -> i + 1)
        .limit(60)
        .forEach(i -> table.add("%d,%d,%d".formatted(i % 2, i, i * i % 7)));
    Files.write(folder.resolve("table.csv"), table);
    Files.createDirectory(folder.resolve("events"));
    conf(
        "train", TRAINING + "output.path = \"%1$s/model\", checkpoint.path = \"%1$s/checkpoints\"");
    conf(
        "score",
        TRAINING.substring(0, TRAINING.indexOf("train {"))
            + """
            score.model = "%1$s/model", output.path = "%1$s/scored", score.handleInvalid = quarantine
            output.format = csv, output.options { header = true, clientSecret = of-the-output }
            """);
    conf(
        "compare",
        TRAINING
            + "output.path = \"%1$s/compared\", input.testFraction = 0.4, compare.seeds = 1, compare.title = \"with of-the-input\","
            + "checkpoint.path = \"%1$s/compared-of-the-input\"");
    conf(
        "fail",
        """
        input.format = jdbc, input.path = x, output.path = "%1$s/none", train.labelCol = label
        input.options { driver = "org.sparkdropout.job.TalkativeDriver", dbtable = t, user = ann
          password = of-the-driver, url = "jdbc:talkative:host;password=inTheUrl8;x=y" }
        """);
    Path log = folder.resolve("printed.txt");
    ProcessBuilder process = new ProcessBuilder(command()).redirectErrorStream(true);
    process.environment().put("OF_THE_TEST", "of-the-environment");
    process.environment().put("TEST_SECRET", "named-by-the-variable");
    Process running = process.redirectOutput(log.toFile()).start();
    assertThat(running.waitFor(5, TimeUnit.MINUTES)).isTrue();
    printed = Files.readString(log);
  }

  private static void conf(String job, String settings) throws IOException {
    Files.writeString(folder.resolve(job + ".conf"), settings.formatted(folder));
  }

  private static List<String> command() {
    List<String> command =
        new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dlog4j2.configurationFile=" + Path.of("conf/log4j2.properties").toUri(),
            "-Dspark.master=local[2]",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.ui.enabled=false",
            "-Dspark.sql.shuffle.partitions=2",
            "-Dspark.eventLog.enabled=true",
            "-Dspark.eventLog.dir=" + folder.resolve("events").toUri(),
            "-Dspark.my.connection.pwd=of-spark-itself",
            "-cp",
            System.getProperty("java.class.path"),
            SecretRuns.class.getName()));
    Stream.of("train", "score", "compare", "fail")
        .forEach(job -> command.add(folder.resolve(job + ".conf").toString()));
    return command;
  }

  private static List<Path> written() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".conf"))
          .toList();
    }
  }

  @Test
  void run_jobs_endAsTheyShould() throws IOException {
    assertThat(printed)
        .containsSubsequence("exit code 0", "exit code 0", "exit code 0", "exit code 3");
    assertThat(printed)
        .containsPattern("error: .*Cannot connect to jdbc:talkative:host;password=\\*")
        .contains("InvalidDataException: input.path must name a table", "at org.sparkdropout.");
    List<String> names =
        written().stream().map(file -> folder.relativize(file).toString()).toList();
    assertThat(names)
        .contains("model/provenance.json", "compared/report.json", "scored/_score-report.json")
        .anyMatch(name -> name.startsWith("events/"))
        .anyMatch(name -> name.endsWith(".checkpoint"));
    assertThat(Files.readString(folder.resolve("model/provenance.json")))
        .contains(
            "password=*********(redacted)", "header=true", "ftp://ann:*********(redacted)@host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "of-the-input",
        "of-the-output",
        "of-spark-itself",
        "of-the-environment",
        "named-by-the-variable",
        "of-the-driver",
        "account7Key",
        "inTheUrl5",
        "signedWith6",
        "inTheUrl8"
      })
  void run_secret_isNowhere(String secret) throws IOException {
    for (Path file : written()) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(text.contains(secret)).as("%s in %s", secret, file).isFalse();
    }
  }
}
