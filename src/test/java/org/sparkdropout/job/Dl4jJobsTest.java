package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.dl4j.Networks;

/** The jobs on a network of DL4J: the same commands, files and messages. */
class Dl4jJobsTest {
  @TempDir private Path folder;
  private Path network;

  @BeforeEach
  void writeNetwork() throws IOException {
    network = folder.resolve("network.json");
    Files.writeString(network, Networks.dense(10, 3, new Dropout(0.75)).toJson());
  }

  private List<String> settings(String output) {
    List<String> settings = new ArrayList<>(JobRun.penguins(folder.resolve(output)));
    settings.removeIf(setting -> setting.startsWith("train.hidden"));
    settings.add("train.engine=dl4j");
    settings.add("train.network=" + network);
    return settings;
  }

  private static void assertDone(JobRun run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  /** A copy of the reference names what the file says, with the values that are left out else. */
  @Test
  void train_settingsOfTheFileGivenAtTheirDefaults_areAsLeftOut() {
    List<String> settings = settings("defaults");
    settings.removeIf(setting -> setting.startsWith("train.learningRate"));
    settings.addAll(
        List.of("train.learningRate=0.1", "train.maskSharing=example", "train.maxIter=1"));
    assertDone(JobRun.of(new TrainJob(), JobRun.set(settings)));
  }

  @Test
  void train_andScore_penguins() throws IOException {
    JobRun trained = JobRun.of(new TrainJob(), JobRun.set(settings("trained")));
    assertDone(trained);
    assertThat(trained.out())
        .contains("  train.network = " + network)
        .contains("Training dense 12, output 3, 171 weights, 2 replicas");
    JsonNode metrics = new ObjectMapper().readTree(folder.resolve("trained/metrics.json").toFile());
    assertThat(metrics.at("/test/error").asDouble()).isLessThan(0.1);
    JobRun scored =
        JobRun.of(
            new ScoreJob(),
            JobRun.set(
                List.of(
                    "input.format=csv",
                    "input.path=" + JobRun.SAMPLES.resolve("penguins.csv"),
                    "input.options={header=true, inferSchema=true, nullValue=NA}",
                    "score.model=" + folder.resolve("trained"),
                    "output.path=" + folder.resolve("scored"))));
    assertDone(scored);
    assertThat(scored.out()).contains("Rows in: 344, rows out: 344");
  }

  /** Both files agree with the model, or the job would fail; so does the pipeline from raw rows. */
  @Test
  void train_exportsOtherRuntimes() {
    JobRun trained =
        JobRun.of(new TrainJob(), JobRun.set(settings("trained"), "export.formats=[onnx, dl4j]"));
    assertDone(trained);
    assertThat(trained.out())
        .contains("model.onnx agrees: ")
        .contains("pipeline.onnx agrees: ")
        .contains("model-dl4j.zip agrees: ")
        .contains("No model-training.onnx: it is made of networks of our own engine only");
    assertThat(folder.resolve("trained").toFile().list())
        .contains("model.onnx", "pipeline.onnx", "model-dl4j.zip", "model")
        .doesNotContain("model-training.onnx");
    JobRun exported =
        JobRun.of(
            new ExportJob(),
            JobRun.set(
                List.of(
                    "export.model=" + folder.resolve("trained/model.onnx"),
                    "output.path=" + folder.resolve("exported"))));
    assertThat(exported.code()).isEqualTo(3);
    assertThat(exported.err())
        .contains(
            "model.onnx holds a network of the engine dl4j: load the model that was saved with it");
  }

  @Test
  void compare_penguins_dropsNothingInTheSecondRun() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.conf"), "");
    List<String> arguments = new ArrayList<>(List.of("--config", empty.toString()));
    arguments.addAll(List.of(JobRun.set(settings("compared"), "compare.seeds=1")));
    JobRun compared = JobRun.of(new CompareJob(), arguments.toArray(String[]::new));
    assertDone(compared);
    JsonNode report = new ObjectMapper().readTree(folder.resolve("compared/report.json").toFile());
    assertThat(report.at("/arms/1/dropout").asText()).isEqualTo("[0.25]");
    assertThat(report.at("/arms/0/dropout").asText()).isEqualTo("none");
    assertThat(report.at("/arms/0/network").asText()).isEqualTo("dense 12, output 3");
    assertThat(report.at("/arms/1/runs/0/weightsDigest"))
        .isNotEqualTo(report.at("/arms/0/runs/0/weightsDigest"));
  }

  @Test
  void train_withSettingsThatTheFileSays_isRefused() {
    JobRun run =
        JobRun.of(new TrainJob(), JobRun.set(settings("trained"), "train.hiddenDropout=[0.25]"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("These params must not be set: train.hiddenDropout");
    assertThat(folder.resolve("trained")).doesNotExist();
  }

  @Test
  void train_onAFileThatIsNoNetwork_isRefused() {
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(
                settings("trained"), "train.network=" + JobRun.SAMPLES.resolve("penguins.csv")));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "error: train.network must hold a MultiLayerConfiguration of DL4J as JSON or YAML.")
        .contains("it starts: species,island");
    assertThat(folder.resolve("trained")).doesNotExist();
  }
}
