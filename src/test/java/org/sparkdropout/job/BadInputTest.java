package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  private static final int SETTINGS = 2;
  private static final int DATA = 3;

  @TempDir private static Path folder;
  private static Path trained;

  @BeforeAll
  static void trainSmall() {
    trained = folder.resolve("trained");
    JobRun run = JobRun.of(new TrainJob(), JobRun.set(JobRun.penguins(trained), "train.maxIter=1"));
    assertThat(run.err()).isEmpty();
  }

  /** Runs train with changed settings; whatever happens, no output may be left. */
  private static JobRun train(String... changes) {
    Path output = folder.resolve("never");
    JobRun run = JobRun.of(new TrainJob(), JobRun.set(JobRun.penguins(output), changes));
    assertThat(run.code()).isNotZero();
    assertThat(output).doesNotExist();
    assertThat(leftovers()).isEmpty();
    return run;
  }

  private static JobRun score(Path table, Path model, String... changes) {
    Path output = folder.resolve("never-scored");
    List<String> settings =
        List.of(
            "input.format=csv",
            "input.path=" + table,
            "input.options={header=true, inferSchema=true, nullValue=NA}",
            "score.model=" + model,
            "output.path=" + output);
    JobRun run = JobRun.of(new ScoreJob(), JobRun.set(settings, changes));
    assertThat(output).doesNotExist();
    assertThat(leftovers()).isEmpty();
    return run;
  }

  private static List<String> leftovers() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".tmp-"))
          .toList();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static Path csv(String name, String... lines) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year");
    all.addAll(List.of(lines));
    return Files.write(folder.resolve(name), all);
  }

  private static void assertError(JobRun run, int code, String message) {
    assertThat(run.err()).isEqualTo("error: " + message);
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void train_missingFile_isWrongData() {
    assertError(
        train("input.path=/no/such.csv"),
        DATA,
        "input.path must name an existing table. Nothing is there: /no/such.csv. Correct the path");
  }

  @Test
  void train_emptyTable_isWrongData() throws IOException {
    assertError(
        train("input.path=" + csv("empty.csv"), "input.testFraction=0"),
        DATA,
        "The table of input.path must hold rows. It holds none. Name a table with rows there");
  }

  @Test
  void train_missingLabel_isWrongData() {
    assertError(
        train("train.labelCol=specie"),
        DATA,
        "The table must have the label column 'specie' (train.labelCol). Its columns: species,"
            + " island, bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g, sex, year. Set"
            + " train.labelCol to the one that holds the labels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "input.options.header=false | If the first line of its files holds names, set input.options.header = true",
        "input.options.sep=; | If the sign \",\" separates values, set input.options.sep = \",\""
      })
  void train_labelInATableReadInAWrongWay_errorSaysWhatToSet(String options, String remedy) {
    JobRun run = train(options, "input.features=[]", "input.categorical=[]");
    assertThat(run.err()).startsWith("error: The table must have the label column 'species'");
    assertThat(run.err()).endsWith(remedy);
  }

  @Test
  void train_fileWithoutALine_isWrongData() throws IOException {
    Path nothing = Files.createFile(folder.resolve("nothing.csv"));
    assertError(
        train(
            "input.path=" + nothing,
            "input.testFraction=0",
            "input.features=[]",
            "input.categorical=[]"),
        DATA,
        "The table of input.path must have columns. It has none. Name a table with data there");
  }

  @Test
  void train_testTableWithoutRows_errorNamesItsKey() throws IOException {
    assertError(
        train("input.testPath=" + csv("empty.csv"), "input.testFraction=0"),
        DATA,
        "The table of input.testPath must hold rows. It holds none. Name a table with rows there");
  }

  @Test
  void train_missingFeature_isWrongData() {
    JobRun run = train("input.features=bill_length_mm,tail_mm");
    assertThat(run.err())
        .startsWith(
            "error: The table must have the column 'tail_mm' of input.features. The nearest of its columns is '");
    assertThat(run.code()).isEqualTo(DATA);
  }

  @Test
  void train_imputeOfVectorsOnly_isWrongSettings() {
    JobRun run =
        train(
            "input.format=parquet",
            "input.path=" + JobRun.SAMPLES.resolve("mnist/test.parquet"),
            "input.features=features",
            "input.categorical=[]",
            "train.labelCol=label");
    assertThat(run.err())
        .startsWith(
            "error: prepare.impute must be none where all features are vectors, whose entries are"
                + " not imputed. Provided value: \"median\"");
    assertThat(run.code()).isEqualTo(SETTINGS);
  }

  @Test
  void train_textFeature_isWrongData() {
    assertError(
        train("input.features=bill_length_mm,sex"),
        DATA,
        "Column 'sex' must be numeric to be a feature. Its type: string. Name it in"
            + " input.categorical, not in input.features, if it holds categories. If it holds numbers, set input.schema ="
            + " \"sex DOUBLE\". If a text in it stands for a missing value, set"
            + " input.options.nullValue to that text");
  }

  @Test
  void train_missingValues_errorNamesColumnsAndCounts() {
    assertError(
        train("prepare.impute=none", "input.testFraction=0"),
        DATA,
        "Every row must have usable values. Column 'bill_length_mm' holds no number in 2 of 344 rows."
            + " Column 'bill_depth_mm' holds no number in 2 of 344 rows. Column 'flipper_length_mm'"
            + " holds no number in 2 of 344 rows. Column 'body_mass_g' holds no number in 2 of 344"
            + " rows. Column 'sex' holds nothing in 11 of 344 rows. Repair these rows, set"
            + " prepare.impute = median, or set train.handleInvalid to skip or keep");
  }

  @Test
  void train_fewerRowsThanReplicas_isWrongData() {
    JobRun run = train("train.replicas=1000", "input.testFraction=0", "train.validationFraction=0");
    assertThat(run.err())
        .contains("Training rows: 344, replicas: 1000. Set train.replicas = 344 or lower");
    assertThat(run.code()).isEqualTo(DATA);
  }

  @Test
  void train_notInThatFormat_isWrongData() {
    JobRun run = train("input.format=parquet", "input.options={}");
    assertThat(run.err())
        .startsWith("error: input.path must name a table that Spark reads as parquet. Provided: ");
    assertThat(run.code()).isEqualTo(DATA);
  }

  @Test
  void train_unknownFormat_isWrongSettings() {
    JobRun run = train("input.format=parkett");
    assertThat(run.err())
        .startsWith(
            "error: input.format must name a format that Spark knows. Provided value: parkett.");
    assertThat(run.code()).isEqualTo(SETTINGS);
  }

  @Test
  void train_outOfRange_isWrongSettings() {
    assertError(
        train("train.inputDropout=1.3"),
        SETTINGS,
        "train.inputDropout must be in [0, 1). Provided value: \"1.3\" (--set)");
  }

  @Test
  void train_misspeltKey_isWrongSettings() {
    assertError(
        train("train.inputDropOuts=0.2"),
        SETTINGS,
        "Unknown setting train.inputDropOuts (--set). Did you mean train.inputDropout?");
  }

  @Test
  void train_paramsThatDoNotFit_isWrongSettings() {
    JobRun run = train("train.hiddenDropout=0.1,0.2,0.3");
    assertThat(run.err()).contains("hiddenDropout must hold one value, or one for each of the 1");
    assertThat(run.code()).isEqualTo(SETTINGS);
  }

  @Test
  void train_notWritable_isWrongSettings() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    JobRun run = JobRun.of(new TrainJob(), JobRun.set(JobRun.penguins(file.resolve("out"))));
    assertThat(run.err())
        .startsWith("error: output.path must be writable. Provided: " + file.resolve("out"));
    assertThat(run.code()).isEqualTo(SETTINGS);
  }

  @Test
  void train_outputExists_isWrongSettingsBeforeTraining() {
    JobRun run = JobRun.of(new TrainJob(), JobRun.set(JobRun.penguins(trained)));
    assertThat(run.err())
        .startsWith("error: output.path must not exist. Provided: file:" + trained);
    assertThat(run.code()).isEqualTo(SETTINGS);
    assertThat(run.out()).doesNotContain("epoch");
  }

  @Test
  void train_unknownOption_isWrongUsage() {
    JobRun run = JobRun.of(new TrainJob(), "--confg", "x");
    assertThat(run.err())
        .startsWith("error: Unknown option")
        .contains("--config")
        .endsWith("See jobs/train --help");
    assertThat(run.code()).isEqualTo(SETTINGS);
  }

  @Test
  void train_help_listsOptionsAndExitCodes() {
    JobRun run = JobRun.of(new TrainJob(), "--help");
    assertThat(run.out())
        .contains("--config=FILE")
        .contains("--master=URL")
        .contains("Exit codes: 0 done, 1 failed in running,")
        .contains("2 wrong usage or settings, 3 wrong data.");
    assertThat(run.code()).isZero();
  }

  @Test
  void train_diverging_isAFailure() {
    JobRun run = train("train.learningRate=1e30", "train.maxNorm=0");
    assertThat(run.err())
        .startsWith("error: The loss must stay finite. Replica ")
        .endsWith("--verbose prints where it happened");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void score_unseenCategory_errorNamesColumnAndCounts() throws IOException {
    Path table =
        csv(
            "atlantis.csv",
            "Adelie,Atlantis,39,18,181,3750,male,2007",
            "Adelie,Dream,39,18,181,3750,male,2007",
            "Adelie,Atlantis,39,18,181,3750,NA,2007");
    assertError(
        score(table, trained),
        DATA,
        "Every row must be fit to be scored. Unfit: 2 of 3 rows: column 'island' holds 'Atlantis',"
            + " a category that training never saw (2 rows). Repair them, or set"
            + " score.handleInvalid = quarantine, skip or keep");
  }

  @Test
  void score_missingColumn_isWrongData() throws IOException {
    Path table = Files.writeString(folder.resolve("less.csv"), "island,sex\nDream,male\n");
    assertError(
        score(table, trained),
        DATA,
        "The table must have the column 'bill_length_mm', which the model was trained on. The"
            + " nearest of its columns is 'island'. Its columns: island, sex");
  }

  @Test
  void score_columnToKeepMissing_isWrongData() {
    JobRun run = score(JobRun.SAMPLES.resolve("penguins.csv"), trained, "score.keep=id");
    assertThat(run.err())
        .startsWith("error: The table must have the column 'id' of score.keep. The nearest of its");
    assertThat(run.code()).isEqualTo(DATA);
  }

  @Test
  void score_notAModel_isWrongData() {
    Path folder = JobRun.SAMPLES;
    assertError(
        score(folder.resolve("penguins.csv"), folder),
        DATA,
        "score.model must name the output of jobs/train or a saved PipelineModel. Provided: "
            + folder
            + ", where there is no folder metadata");
  }

  @Test
  void score_truncatedModel_isWrongData() throws IOException {
    Path broken = folder.resolve("broken");
    copy(trained.resolve("model"), broken);
    Path stages = broken.resolve("stages");
    try (Stream<Path> all = Files.walk(stages)) {
      for (Path file : all.filter(BadInputTest::isOfNetwork).toList()) {
        Files.delete(file);
      }
    }
    JobRun run = score(JobRun.SAMPLES.resolve("penguins.csv"), broken);
    assertThat(run.err())
        .startsWith("error: score.model must name a whole saved PipelineModel. Provided: " + broken)
        .endsWith("Write it anew with jobs/train");
    assertThat(run.code()).isEqualTo(DATA);
  }

  @Test
  void score_modelWhoseStagesLeadOutOfIt_isWrongData() throws IOException {
    Path crafted = folder.resolve("crafted");
    copy(trained.resolve("model"), crafted);
    Path metadata = crafted.resolve("metadata/part-00000");
    String text = Files.readString(metadata).replaceFirst("dropout_\\w+", "/../../../elsewhere");
    Files.writeString(metadata, text);
    Files.delete(crafted.resolve("metadata/.part-00000.crc"));
    JobRun run = score(JobRun.SAMPLES.resolve("penguins.csv"), crafted);
    assertThat(run.err())
        .contains("The stages of a pipeline must have names without / \\ or :")
        .contains("/../../../elsewhere. Do not use this model");
    assertThat(run.code()).isEqualTo(DATA);
  }

  private static boolean isOfNetwork(Path file) {
    boolean metadata = file.getParent().getFileName().toString().equals("metadata");
    return Files.isRegularFile(file) && !metadata && file.toString().contains("_dropout_");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
