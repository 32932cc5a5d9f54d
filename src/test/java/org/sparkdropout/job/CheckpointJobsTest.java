package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointJobsTest {
  private static final Pattern WEIGHTS = Pattern.compile("Weights \\(SHA-256\\): (\\w{64})");

  @TempDir private Path folder;

  private JobRun train(String output, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("checkpoint.path=" + folder.resolve("checkpoints"));
    List<String> penguins = JobRun.penguins(folder.resolve(output));
    return JobRun.of(new TrainJob(), JobRun.set(penguins, settings.toArray(String[]::new)));
  }

  private JobRun export(String checkpoints, String output, String... more) {
    return JobRun.of(
        new ExportJob(),
        JobRun.set(
            List.of(
                "checkpoint.path=" + folder.resolve(checkpoints),
                "output.path=" + folder.resolve(output)),
            more));
  }

  private static String weights(JobRun run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    Matcher matcher = WEIGHTS.matcher(run.out());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void train_startedAgain_goesOnFromItsCheckpoint() throws IOException {
    String weights = weights(train("first"));
    Files.delete(folder.resolve("checkpoints/epoch-000008-round-000000.checkpoint"));
    JobRun again = train("second");
    assertThat(weights(again)).isEqualTo(weights);
    assertThat(again.out())
        .contains("Going on from a checkpoint after epoch 7\n")
        .doesNotContain("epoch   7 of 8")
        .contains("epoch   8 of 8");
  }

  @Test
  void train_withOtherSettings_isRefused() {
    weights(train("first"));
    JobRun other = train("second", "train.learningRate=0.125");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .contains("error: Checkpoints must be of the run that goes on from them.")
        .contains("learningRate: 0.125, was 0.1");
    assertThat(folder.resolve("second")).doesNotExist();
  }

  @Test
  void export_makesTheModelThatTrainWrote() {
    String weights = weights(train("trained"));
    JobRun exported = export("checkpoints", "exported", "export.formats=onnx");
    assertThat(weights(exported)).isEqualTo(weights);
    assertThat(exported.out())
        .contains("pipeline.onnx agrees: 1,000 made-up rows, ")
        .contains("Network 10-16-3 relu after 8 of 8 epochs\n");
    assertThat(folder.resolve("exported/pipeline.onnx")).isNotEmptyFile();
    Dataset<Row> raw =
        JobRun.spark()
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .option("nullValue", "NA")
            .csv(JobRun.SAMPLES.resolve("penguins.csv").toString());
    assertThat(predictions("exported", raw)).isEqualTo(predictions("trained", raw));
  }

  private List<Row> predictions(String output, Dataset<Row> raw) {
    return PipelineModel.load(folder.resolve(output).resolve("model").toString())
        .transform(raw)
        .select("predictedLabel", "probability")
        .collectAsList();
  }

  /** The preparation is then an empty pipeline. */
  @Test
  void export_ofARunOnVectors_isItsModel() {
    List<String> settings =
        List.of(
            "input.path=" + JobRun.SAMPLES.resolve("mnist/test.parquet"),
            "train.hiddenLayers=4",
            "train.maxIter=1",
            "train.replicas=2",
            "checkpoint.path=" + folder.resolve("checkpoints"),
            "output.path=" + folder.resolve("trained"));
    String weights = weights(JobRun.of(new TrainJob(), JobRun.set(settings)));
    assertThat(weights(export("checkpoints", "exported"))).isEqualTo(weights);
  }

  @Test
  void train_refused_leavesTheFolderOfTheOtherRunAsItWas() throws IOException {
    weights(train("first"));
    Path preparation = folder.resolve("checkpoints/preparation/metadata/part-00000");
    String before = Files.readString(preparation);
    assertThat(train("second", "prepare.scale=none").code()).isEqualTo(2);
    assertThat(Files.readString(preparation)).isEqualTo(before);
    JobRun third =
        train("third", "checkpoint.resume=false", "train.patience=3", "train.validationFraction=0");
    assertThat(third.code()).isEqualTo(2);
    assertThat(folder.resolve("checkpoints/epoch-000008-round-000000.checkpoint")).exists();
  }

  @Test
  void train_onAFileAsCheckpointPath_isRefusedInOurWords() throws IOException {
    Files.createFile(folder.resolve("checkpoints"));
    JobRun run = train("first");
    assertThat(run.err())
        .startsWith("error: checkpoint.path must name a folder that can be read and written to.");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void export_withoutCheckpoints_isRefused() throws IOException {
    JobRun run = export("nothing", "exported");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("error: checkpoint.path must name a folder with checkpoints. Provided: file:")
        .contains("which has none");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void train_withAnEmptyCheckpointPath_keepsNone() {
    Path output = folder.resolve("trained");
    JobRun run = JobRun.of(new TrainJob(), JobRun.set(JobRun.penguins(output), "checkpoint.path="));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(folder.toFile().list()).containsExactly("trained");
  }

  @Test
  void output_thatHoldsTheCheckpoints_isRefused() {
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(
                JobRun.penguins(folder), "checkpoint.path=" + folder.resolve("checkpoints")));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("output.path must not hold checkpoint.path");
  }
}
