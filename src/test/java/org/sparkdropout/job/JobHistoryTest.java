package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;

class JobHistoryTest {
  @TempDir private Path folder;
  private MlflowServerStandIn server;

  @BeforeEach
  void start() throws IOException {
    server = MlflowServerStandIn.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Settings settings(String... more) {
    List<String> all = new ArrayList<>(List.of("output.path=" + folder.resolve("out")));
    all.add("summary.mlflow.trackingUri=" + server.address());
    all.addAll(List.of(more));
    return Settings.read(Optional.empty(), all);
  }

  private JobHistory open(Settings settings) {
    return JobHistory.open(settings, "jobs/train", "8f003ed4", new Configuration());
  }

  private static EpochRecord epoch(int number) {
    return new EpochRecord(number, 0.5, 0.25, Optional.empty(), 0.1, 1000, 2, Double.NaN);
  }

  private static Map<String, String> pairs(JsonNode list) {
    Map<String, String> pairs = new TreeMap<>();
    list.forEach(pair -> pairs.put(pair.path("key").asText(), pair.path("value").asText()));
    return pairs;
  }

  /** The steps and values of a figure. */
  private List<String> metric(String key) throws IOException {
    List<String> found = new ArrayList<>();
    for (MlflowServerStandIn.Request request : server.requests("runs/log-batch")) {
      for (JsonNode metric : request.json().path("metrics")) {
        if (metric.path("key").asText().equals(key)) {
          found.add(metric.path("step").asText() + ": " + metric.path("value").asText());
        }
      }
    }
    return found;
  }

  private List<String> ends() throws IOException {
    List<String> ends = new ArrayList<>();
    for (MlflowServerStandIn.Request request : server.requests("runs/update")) {
      ends.add(
          request.json().path("run_id").asText() + " " + request.json().path("status").asText());
    }
    return ends;
  }

  @Test
  void run_hasParamsTagsEpochsFilesAndItsEnd() throws IOException {
    Files.createDirectories(folder.resolve("out/model"));
    Files.writeString(folder.resolve("out/model/part one"), "bytes");
    Files.writeString(folder.resolve("out/.hidden"), "x");
    Settings settings = settings("train.maxIter=3", "train.seed=5");
    try (JobHistory history = open(settings)) {
      TrainingListener told = history.begin(settings);
      told.epochFinished(epoch(1));
      told.epochFinished(epoch(2));
      history.measured(Map.of("test", Map.of("error", 0.125, "classes", List.of(1))));
      history.succeed(
          new org.apache.hadoop.fs.Path(folder.resolve("out").toUri()), new Configuration());
    }
    JsonNode run = server.requests("runs/create").get(0).json();
    assertThat(run.path("experiment_id").asText()).isEqualTo("7");
    assertThat(run.path("run_name").asText()).isEqualTo("out");
    assertThat(pairs(run.path("tags")))
        .containsEntry("spark_dropout.run_id", "8f003ed4")
        .containsEntry("spark_dropout.seed", "5")
        .containsEntry("mlflow.source.name", "jobs/train")
        .containsKey("spark_dropout.version");
    assertThat(pairs(server.requests("runs/log-batch").get(0).json().path("params")))
        .containsEntry("train.maxIter", "3")
        .containsEntry("train.optimizer", "sgd")
        .doesNotContainKeys("train.weightCol", "summary.mlflow.trackingUri");
    assertThat(metric("loss/train")).containsExactly("1: 0.5", "2: 0.5");
    assertThat(metric("time/averagingSeconds")).isEmpty();
    assertThat(metric("test.error")).containsExactly("0: 0.125");
    String place = "PUT /api/2.0/mlflow-artifacts/artifacts/7/run/artifacts/";
    assertThat(server.calls())
        .filteredOn(call -> call.startsWith("PUT"))
        .containsExactly(place + "model/part one");
    assertThat(ends()).containsExactly("run1 FINISHED");
  }

  @Test
  void run_thatGoesOn_hasTheEpochsOfBefore() throws IOException {
    Settings settings = settings();
    try (JobHistory history = open(settings)) {
      TrainingListener told = history.begin(settings);
      told.resumed(List.of(epoch(1), epoch(2)), 0);
      told.epochFinished(epoch(3));
    }
    assertThat(metric("loss/train")).containsExactly("1: 0.5", "2: 0.5", "3: 0.5");
    assertThat(ends()).containsExactly("run1 FAILED");
  }

  @Test
  void part_isBelowTheJobsRun_andEndsByItself() throws IOException {
    Settings settings = settings();
    try (JobHistory history = open(settings)) {
      history.begin(settings);
      history.part("one, seed 1", 1, Map.of("maxIter", "2"));
      history.part("two, seed 1", 1, Map.of());
      history.measured("one, seed 1", Map.of("gap", 0.5));
      history.failed("two, seed 1");
    }
    JsonNode part = server.requests("runs/create").get(1).json();
    assertThat(part.path("run_name").asText()).isEqualTo("one, seed 1");
    assertThat(pairs(part.path("tags"))).containsEntry("mlflow.parentRunId", "run1");
    assertThat(metric("gap")).containsExactly("0: 0.5");
    assertThat(ends()).containsExactly("run2 FINISHED", "run3 FAILED", "run1 FAILED");
  }

  @Test
  void serverThatFailsMeanwhile_getsAllAtTheEnd() throws IOException {
    Settings settings = settings();
    try (LoggedWarnings warnings = LoggedWarnings.open();
        JobHistory history = open(settings)) {
      TrainingListener told = history.begin(settings);
      server.answerWith(503);
      told.epochFinished(epoch(1));
      told.epochFinished(epoch(2));
      assertThat(warnings.text())
          .containsOnlyOnce("History cannot be written to")
          .contains(
              server.address() + " answered 503 to POST /api/2.0/mlflow/runs/log-batch: not now");
      server.answerWith(200);
    }
    assertThat(metric("loss/train")).containsExactly("1: 0.5", "1: 0.5", "2: 0.5");
    assertThat(ends()).containsExactly("run1 FAILED");
  }

  /** What a server will never take must not hold up what comes after it. */
  @Test
  void pieceThatIsRefused_isLeftOut() throws IOException {
    Settings settings = settings();
    try (LoggedWarnings warnings = LoggedWarnings.open();
        JobHistory history = open(settings)) {
      TrainingListener told = history.begin(settings);
      server.answerWith(400);
      told.epochFinished(epoch(1));
      assertThat(warnings.text())
          .contains("MLflow refuses a part of the history, which is left out: ");
      server.answerWith(200);
      told.epochFinished(epoch(2));
    }
    assertThat(metric("loss/train")).containsExactly("1: 0.5", "2: 0.5");
    assertThat(ends()).containsExactly("run1 FAILED");
  }

  @Test
  void runThatIsRefused_holdsUpNoOther() throws IOException {
    Settings settings = settings();
    try (JobHistory history = open(settings)) {
      history.begin(settings);
      server.answerWith(400);
      TrainingListener refused = history.part("one, seed 1", 1, Map.of());
      server.answerWith(200);
      refused.epochFinished(epoch(1));
      history.part("two, seed 1", 1, Map.of()).epochFinished(epoch(2));
      history.measured("two, seed 1", Map.of());
    }
    assertThat(metric("loss/train")).containsExactly("2: 0.5");
    assertThat(ends()).endsWith("run1 FAILED").hasSize(2);
  }

  /** Labels are parts of names, and MLflow does not take all signs in them. */
  @Test
  void numbers_namesWithOtherSigns_haveUnderscores() {
    assertThat(JobHistory.numbers(Map.of("unseenLabels", Map.of("<=50K.", 3))))
        .containsExactly(entry("unseenLabels.__50K.", 3.0));
  }

  @Test
  void serverThatRefuses_isToldBeforeTraining() {
    server.answerWith(401);
    assertThatThrownBy(() -> open(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "summary.mlflow.trackingUri must be the address of an MLflow server that takes runs of the experiment spark-dropout. %s answered 401 to GET /api/2.0/mlflow/experiments/get-by-name: not now. Start that server, set another address or experiment, or leave summary.mlflow.trackingUri out"
                .formatted(server.address()));
  }

  @Test
  void experimentThatIsNotThere_isMade() throws IOException {
    server.answerWith(404);
    assertThatThrownBy(() -> open(settings("summary.mlflow.experiment=mine")))
        .hasMessageContaining("experiments/create");
    assertThat(server.requests("experiments/create").get(0).json().path("name").asText())
        .isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource({
    "summary.mlflow.token=abcdefgh, , Bearer abcdefgh",
    "summary.mlflow.user=me, summary.mlflow.password=abcdefgh, Basic bWU6YWJjZGVmZ2g=",
  })
  void credentials_areSent_andMasked(String one, String other, String header) throws IOException {
    Settings settings = other == null ? settings(one) : settings(one, other);
    open(settings).close();
    assertThat(server.requests("get-by-name").get(0).authorization()).isEqualTo(header);
    assertThat(settings.changed().toString()).doesNotContain("abcdefgh");
    assertThat(settings.redaction().text("no abcdefgh here")).doesNotContain("abcdefgh");
  }

  @Test
  void withoutAServer_nothingHappens() {
    Settings settings = Settings.read(Optional.empty(), List.of("output.path=o"));
    try (JobHistory history = open(settings)) {
      assertThat(history.begin(settings)).isSameAs(TrainingListener.NONE);
      history.measured(Map.of("error", 1));
    }
    assertThat(server.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "summary.mlflow.trackingUri=sqlite:///m.db | summary.mlflow.trackingUri must be the address of an MLflow server, such as http://localhost:5000. Provided value: \"sqlite:///m.db\" (--set)",
        "summary.mlflow.user=me | summary.mlflow.user and summary.mlflow.password must be set together, or neither. Set: summary.mlflow.user",
      })
  void settingsThatDoNotFit_areRefused(String setting, String message) {
    MlflowSettings wrong = new MlflowSettings(settings(setting));
    assertThatThrownBy(wrong::check).isInstanceOf(SettingsException.class).hasMessage(message);
  }

  @Test
  void folderOfTensorBoardThatCannotBeWritten_isRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> open(settings("summary.tensorboard=" + file + "/events")))
        .hasMessageStartingWith("summaryTensorboard must name a folder that can be written to.");
  }
}
