package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.testing.DropoutNodes;

class ExportFormatsTest {
  private static final String[] FILES = {
    "model.onnx", "model-training.onnx", "pipeline.onnx", "model-dl4j.zip"
  };

  @TempDir private static Path folder;
  private static Path trained;
  private static JobRun training;

  @BeforeAll
  static void train() {
    trained = folder.resolve("trained");
    training =
        JobRun.of(new TrainJob(), JobRun.set(JobRun.penguins(trained), "export.formats=onnx,dl4j"));
    assertThat(training.err()).isEmpty();
  }

  private static JobRun export(String output, String... settings) {
    return JobRun.of(
        new ExportJob(), JobRun.set(List.of("output.path=" + folder.resolve(output)), settings));
  }

  private static DropoutClassificationModel network(Path model) {
    return (DropoutClassificationModel)
        Arrays.stream(PipelineModel.load(model.toString()).stages())
            .filter(DropoutClassificationModel.class::isInstance)
            .findFirst()
            .orElseThrow();
  }

  private static void assertError(JobRun run, int code, String message) throws IOException {
    assertThat(run.err()).isEqualTo("error: " + message);
    assertThat(run.code()).isEqualTo(code);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains(".tmp-") || name.equals("never"));
    }
  }

  @Test
  void train_formats_writesFilesThatAgree() throws IOException {
    String rows = training.out().replaceAll("(?s).*\ntest +(\\d+) .*", "$1");
    for (String file : FILES) {
      assertThat(trained.resolve(file)).isNotEmptyFile();
      assertThat(training.out())
          .containsPattern(file + " agrees: " + rows + " rows, largest difference \\d\\.\\de-\\d+");
    }
    assertThat(training.out())
        .contains(
            "(model, model.onnx, model-training.onnx, pipeline.onnx, model-dl4j.zip, metrics.json,"
                + " history.csv, provenance.json)");
    assertThat(
            ModelSerializer.restoreMultiLayerNetwork(trained.resolve("model-dl4j.zip").toFile())
                .numParams())
        .isEqualTo(network(trained.resolve("model")).exportedNetwork().parameters().length);
  }

  @Test
  void export_ofATrainedModel_makesRowsUpWithoutATable() {
    JobRun run = export("again", "export.model=" + trained, "export.formats=onnx,dl4j");
    assertThat(run.err()).isEmpty();
    for (String file : FILES) {
      assertThat(folder.resolve("again").resolve(file)).isNotEmptyFile();
      assertThat(run.out()).contains(file + " agrees: 1,000 made-up rows, largest difference ");
    }
    assertThat(network(folder.resolve("again/model")).weightsDigest())
        .isEqualTo(network(trained.resolve("model")).weightsDigest());
  }

  @Test
  void export_withATable_comparesOnItsRows() {
    JobRun run =
        export(
            "compared",
            "export.model=" + trained.resolve("model"),
            "export.formats=onnx",
            "export.sampleRows=300",
            "input.format=csv",
            "input.path=" + JobRun.SAMPLES.resolve("penguins.csv"),
            "input.options={header=true, inferSchema=true, nullValue=NA}");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("model.onnx agrees: 300 rows, ")
        .contains("pipeline.onnx agrees: 300 rows, ")
        .doesNotContain("dl4j.zip");
  }

  @Test
  void export_ofAnOnnxFile_isTheNetwork() {
    JobRun run = export("of-onnx", "export.model=" + trained.resolve("model.onnx"));
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("No preparation with the network: the model takes vectors of features\n")
        .contains("(model, history.csv, provenance.json)");
    assertThat(network(folder.resolve("of-onnx/model")).weightsDigest())
        .isEqualTo(network(trained.resolve("model")).weightsDigest());
  }

  /** Shared masks keep 6 of 11 units, 4 of 7 and 2 of 3. */
  @ParameterizedTest
  @CsvSource({"batch, '11', '0.5', 5/11", "round, '7,3', '0.4,0.3', 3/7 1/3"})
  void trainAndExport_sharedMasks_stateTheRatesOfTraining(
      String sharing, String units, String asked, String trainedRates) throws IOException {
    Path output = folder.resolve("shared-" + sharing);
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(
                JobRun.penguins(output),
                "export.formats=onnx",
                "train.maskSharing=" + sharing,
                "train.hiddenLayers=[" + units + "]",
                "train.hiddenDropout=[" + asked + "]",
                "train.maxIter=1"));
    assertThat(run.err()).isEmpty();
    List<Float> rates =
        Arrays.stream(trainedRates.split(" "))
            .map(rate -> rate.split("/"))
            .map(rate -> (float) (Double.parseDouble(rate[0]) / Double.parseDouble(rate[1])))
            .toList();
    assertThat(DropoutNodes.rates(output.resolve("model-training.onnx"))).isEqualTo(rates);
    for (String source : List.of("model", "model.onnx")) {
      String again = "shared-" + sharing + "-of-" + source;
      JobRun export =
          export(again, "export.model=" + output.resolve(source), "export.formats=onnx");
      assertThat(export.err()).isEmpty();
      assertThat(DropoutNodes.rates(folder.resolve(again).resolve("model-training.onnx")))
          .isEqualTo(rates);
    }
  }

  @Test
  void export_ofAPipelineAsOnnx_isRefused() throws IOException {
    Path pipeline = trained.resolve("pipeline.onnx");
    assertError(
        export("never", "export.model=" + pipeline),
        3,
        "A model can be made of the ONNX file of a network. %s holds a whole pipeline: name the"
                .formatted(pipeline)
            + " model.onnx that was exported with it");
  }

  @Test
  void export_ofASavedNetwork_hasNoPipeline() throws IOException {
    Path saved = folder.resolve("saved-network");
    network(trained.resolve("model")).write().overwrite().save(saved.toString());
    JobRun run = export("of-network", "export.model=" + saved, "export.formats=onnx");
    assertThat(run.err()).isEmpty();
    assertThat(folder.resolve("of-network/model.onnx")).exists();
    assertThat(folder.resolve("of-network/pipeline.onnx")).doesNotExist();
  }

  @Test
  void export_stageWithoutAForm_offersTheNetworkAlone() throws IOException {
    Dataset<Row> rows =
        JobRun.spark().read().parquet(JobRun.SAMPLES.resolve("mnist/test.parquet").toString());
    PipelineStage[] stages = {
      new PCA().setInputCol("features").setOutputCol("fewer").setK(3),
      new DropoutClassifier()
          .setFeaturesCol("fewer")
          .setHiddenLayers(4)
          .setMaxIter(1)
          .setReplicas(1)
          .setDropoutKind("gaussian")
    };
    PipelineModel pipeline = new Pipeline().setStages(stages).fit(rows.limit(200));
    Path saved = folder.resolve("with-pca");
    pipeline.write().overwrite().save(saved.toString());
    JobRun refused = export("never", "export.model=" + saved, "export.formats=onnx");
    assertThat(refused.err())
        .startsWith(
            "error: Every stage of a pipeline must have an ONNX form. Stage %s (org.apache.spark.ml.feature.PCAModel) has none;"
                .formatted(pipeline.stages()[0].uid()))
        .endsWith(
            "Export the network alone: export.preprocessing = false, or ModelExport.onnx(network)");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(folder.resolve("never")).doesNotExist();
    JobRun alone =
        export(
            "alone", "export.model=" + saved, "export.formats=onnx", "export.preprocessing=false");
    assertThat(alone.err()).isEmpty();
    assertThat(alone.out())
        .contains("No model-training.onnx: ONNX has no operator for Gaussian dropout\n")
        .contains("(model, model.onnx, history.csv, provenance.json)");
  }

  @Test
  void export_ofNothing_isRefused() throws IOException {
    assertError(
        export("never"),
        2,
        "Either export.model or checkpoint.path must be set, to say which model to export."
            + " Provided: neither of them");
  }

  @Test
  void export_ofTwoSources_isRefused() throws IOException {
    assertError(
        export("never", "export.model=" + trained, "checkpoint.path=" + folder),
        2,
        "Either export.model or checkpoint.path must be set, to say which model to export."
            + " Provided: both");
  }

  @Test
  void export_ofAMissingModel_isRefused() throws IOException {
    Path nothing = folder.resolve("nothing");
    assertError(
        export("never", "export.model=" + nothing),
        3,
        "export.model must name a saved model. Provided: %s, where there is nothing. Correct the path"
            .formatted(nothing));
  }

  @Test
  void export_ofAFolderWithoutAModel_isRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertError(
        export("never", "export.model=" + empty),
        3,
        "export.model must name the output of jobs/train or a saved PipelineModel. Provided: %s,"
                .formatted(empty)
            + " where there is no folder metadata");
  }

  @Test
  void export_ofAFileOfSomethingElse_isRefused() throws IOException {
    Path csv = JobRun.SAMPLES.resolve("penguins.csv");
    JobRun run = export("never", "export.model=" + csv);
    assertThat(run.err())
        .startsWith("error: export.model must name a model that can be exported: ")
        .contains("%s must be an ONNX file. It is none".formatted(csv));
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void output_thatHoldsTheModel_isRefused() {
    JobRun run =
        JobRun.of(
            new ExportJob(),
            JobRun.set(
                List.of(
                    "output.path=" + trained, "output.overwrite=true", "export.model=" + trained)));
    assertThat(run.err()).contains("output.path must not hold export.model.");
    assertThat(trained.resolve("model")).exists();
  }

  @Test
  void train_unknownFormat_isRefused() throws IOException {
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(JobRun.penguins(folder.resolve("never")), "export.formats=onnx,keras"));
    assertError(
        run,
        2,
        "export.formats must be a list of onnx and dl4j. Provided value: [\"onnx\",\"keras\"]"
            + " (--set)");
  }

  @Test
  void train_noRowsToCompareOn_isRefused() throws IOException {
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(JobRun.penguins(folder.resolve("never")), "export.sampleRows=0"));
    assertError(
        run, 2, "export.sampleRows must be in [1, 2147483647]. Provided value: \"0\" (--set)");
  }
}
