package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsTest {
  @TempDir private static Path folder;
  private static Path trained;
  private static JobRun training;

  @BeforeAll
  static void train() {
    trained = folder.resolve("trained penguins");
    training = JobRun.of(new TrainJob(), JobRun.set(JobRun.penguins(trained)));
    assertThat(training.err()).isEmpty();
    assertThat(training.code()).isZero();
  }

  private static JobRun score(Path output, String... more) {
    return JobRun.scorePenguins(trained, output, more);
  }

  private static List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".tmp-") || name.contains(".old-"))
          .toList();
    }
  }

  @Test
  void train_penguins_writesModelMetricsHistoryAndProvenance() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode metrics = json.readTree(trained.resolve("metrics.json").toFile());
    long rows =
        Stream.of("train", "validation", "test")
            .mapToLong(part -> metrics.at("/" + part + "/rows").asLong())
            .sum();
    assertThat(rows).isEqualTo(344);
    assertThat(metrics.at("/test/rows").asLong()).isBetween(50L, 122L);
    assertThat(metrics.at("/test/error").asDouble()).isLessThan(0.1);
    assertThat(Files.readAllLines(trained.resolve("history.csv"))).hasSize(1 + 8);
    JsonNode provenance = json.readTree(trained.resolve("provenance.json").toFile());
    assertThat(provenance.at("/labels").toString())
        .isEqualTo("[\"Adelie\",\"Chinstrap\",\"Gentoo\"]");
    assertThat(provenance.at("/weightsSha256").asText()).hasSize(64);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void train_penguins_printsSettingsProgressResultAndPlace() {
    assertThat(training.out())
        .contains("  train.labelCol = species")
        .doesNotContain("train.momentum =")
        .contains("Training 10-16-3 relu")
        .containsPattern("epoch +8 of 8  loss 0\\.\\d+ error +\\d+\\.\\d+%")
        .containsPattern("\ntest +\\d+ +\\d+\\.\\d\\d% +\\d\\.\\d{4} +\\d+\\.\\d\\d%\n")
        .contains("Written: file:" + trained);
  }

  @Test
  void train_model_takesRawRows() {
    PipelineModel model = PipelineModel.load(trained.resolve("model").toString());
    Dataset<Row> raw =
        JobRun.spark()
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .option("nullValue", "NA")
            .csv(JobRun.SAMPLES.resolve("penguins.csv").toString());
    Dataset<Row> scored = model.transform(raw.drop("species", "year"));
    assertThat(scored.count()).isEqualTo(344);
    assertThat(scored.select("predictedLabel").distinct().count()).isEqualTo(3);
  }

  @Test
  void score_csv_holdsLabelTextAndAProbabilityPerClass() {
    Path output = folder.resolve("scored-csv");
    JobRun run =
        score(output, "output.format=csv", "output.options.header=true", "score.keep=species,year");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Rows in: 344, rows out: 344\n");
    Dataset<Row> table = JobRun.spark().read().option("header", "true").csv(output.toString());
    assertThat(table.columns())
        .containsExactly(
            "species",
            "year",
            "prediction",
            "predictedLabel",
            "probability_Adelie",
            "probability_Chinstrap",
            "probability_Gentoo");
    assertThat(table.count()).isEqualTo(344);
    assertThat(table.filter("species = predictedLabel").count()).isGreaterThan(310);
    assertThat(
            table
                .filter(
                    "abs(probability_Adelie + probability_Chinstrap + probability_Gentoo - 1)"
                        + " > 1e-4")
                .count())
        .isZero();
  }

  @Test
  void score_parquetWithoutProbabilities_keepsAllColumns() {
    Path output = folder.resolve("scored-parquet");
    assertThat(score(output, "score.probabilities=false").code()).isZero();
    assertThat(JobRun.spark().read().parquet(output.toString()).columns())
        .hasSize(8 + 2)
        .endsWith("year", "prediction", "predictedLabel");
  }

  @Test
  void score_keptColumnOfAnAddedName_isWrongData() {
    JobRun again = scoreAgain("score.keep=");
    assertThat(again.err())
        .startsWith("error: A column that is kept must not have the name of one that scoring adds")
        .contains("The table has 'prediction': rename it, or name the columns to keep in");
    assertThat(again.code()).isEqualTo(ExitCode.WRONG_DATA.number());
  }

  @Test
  void score_columnsOfAddedNamesNotKept_givesWayToNewOnes() {
    assertThat(scoreAgain("score.keep=species").err()).isEmpty();
  }

  /** Scores a table that has been scored already. */
  private JobRun scoreAgain(String keep) {
    String name = "again-" + keep.length();
    Path once = folder.resolve(name);
    assertThat(score(once, "score.keep=").err()).isEmpty();
    return score(
        folder.resolve(name + "-twice"), "input.format=parquet", "input.path=" + once, keep);
  }

  @ParameterizedTest
  @CsvSource({
    "skip, 'Rows in: 344, rows out: 333, skipped: 11', 0",
    "keep, 'Rows in: 344, rows out: 344, kept without an answer: 2', 2"
  })
  void score_invalidRows_skippedOrKeptWithoutAnswer(String invalid, String counts, long without) {
    Path model = folder.resolve("trained-" + invalid);
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(
                JobRun.penguins(model),
                "prepare.impute=none",
                "input.testFraction=0",
                "train.handleInvalid=" + invalid));
    assertThat(run.err()).isEmpty();
    Path output = folder.resolve("scored-" + invalid);
    assertThat(score(output, "score.model=" + model).out()).contains(counts + "\n");
    Dataset<Row> table = JobRun.spark().read().parquet(output.toString());
    assertThat(table.filter("isnan(prediction)").count()).isEqualTo(without);
    assertThat(table.filter("predictedLabel IS NULL AND isnan(probability_Gentoo)").count())
        .isEqualTo(without);
    assertThat(table.filter("predictedLabel = species").count()).isGreaterThan(300);
  }

  @Test
  void compare_digits_writesBothReports() throws IOException {
    Path output = folder.resolve("compared");
    List<String> settings =
        List.of(
            "input.path=" + some("train", 300),
            "input.testPath=" + some("test", 100),
            "train.hiddenLayers=11",
            "train.inputDropout=0.2",
            "train.hiddenDropout=0.5",
            "train.maskSharing=batch",
            "train.maxIter=3",
            "train.batchSize=16",
            "train.replicas=2",
            "compare.seeds=2",
            "compare.title=<Digits> & \"more\"",
            "output.path=" + output);
    JobRun run = JobRun.of(new CompareJob(), withConfig(settings));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    JsonNode report = new ObjectMapper().readTree(output.resolve("report.json").toFile());
    assertThat(report.at("/arms/0/network").asText()).isEqualTo("784-11-10 relu");
    assertThat(report.at("/arms/1/dropout").asText()).isEqualTo("input 0.2, hidden [0.454545]");
    assertThat(report.at("/arms/1/runs/0/curve")).hasSize(3);
    assertThat(report.at("/arms/0/dropout").asText()).isEqualTo("none");
    assertThat(report.at("/arms/1/runs/0/train/rows").asLong()).isEqualTo(300);
    assertThat(report.at("/arms/0/runs/1/test/rows").asLong()).isEqualTo(100);
    assertThat(report.at("/arms/0/inspection/activity/rows").asInt()).isEqualTo(100);
    assertThat(report.at("/arms/1/inspection/firstLayer/width").asInt()).isEqualTo(28);
    JsonNode from = report.get("provenance");
    assertThat(from.get("createdAt").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(from.get("command").asText())
        .startsWith("jobs/compare --config ")
        .contains(" --set 'compare.title=<Digits> & \"more\"' ");
    assertThat(from.at("/train/rows").asInt()).isEqualTo(300);
    assertThat(from.at("/test/hash").asText()).matches("[0-9a-f]{16}");
    assertThat(from.at("/versions/scala").asText()).startsWith("2.12.");
    assertThat(output.resolve("report.html")).content().contains("&lt;Digits&gt; &amp; &quot;more");
    assertThat(run.out())
        .contains("Run 1 of 4: without dropout, seed ", "Run 4 of 4: with dropout, seed ")
        .containsPattern(
            "\n(2 seeds|100 test rows) cannot tell whether \"with dropout\" is better");
  }

  @Test
  void compare_scalesFarFromOne_warnsOnTheConsoleAndInTheReport() throws IOException {
    Path table =
        new BatchCase(folder)
            .write(
                "far.csv",
                Stream.concat(
                        Stream.of("y,a"),
                        IntStream.range(0, 40).mapToObj(i -> "%d,%d000".formatted(i % 2, i)))
                    .toArray(String[]::new));
    Path output = folder.resolve("far");
    List<String> settings = BatchCase.training(table, "y", output);
    String[] more = {
      "input.testPath=" + table, "prepare.scale=none", "train.hiddenDropout=0.2", "compare.seeds=1"
    };
    JobRun run =
        JobRun.of(
            new CompareJob(),
            withConfig(Stream.concat(settings.stream(), Stream.of(more)).toList()));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).containsOnlyOnce("Warning: The values of 1 of 1 features are far from 1");
    JsonNode report = new ObjectMapper().readTree(output.resolve("report.json").toFile());
    assertThat(report.at("/arms/1/runs/0/warnings/0").asText()).contains("far from 1");
    assertThat(output.resolve("report.html")).content().contains("<h2>Warnings</h2>");
  }

  /** What is prepared is fitted to the training rows of each split, which are others. */
  @Test
  void compare_folds_trainsOnEachAndGoesOnFromItsCheckpoints() throws IOException {
    Path table =
        new BatchCase(folder)
            .write(
                "folds.csv",
                Stream.concat(
                        Stream.of("y,a"),
                        IntStream.range(0, 60)
                            .mapToObj(i -> "%s,%s".formatted("ab".charAt(i % 2), i * i % 7)))
                    .toArray(String[]::new));
    Path output = folder.resolve("folds");
    Path checkpoints = folder.resolve("folds-checkpoints");
    List<String> settings =
        Stream.concat(
                BatchCase.training(table, "y", output).stream(),
                Stream.of(
                    "train.hiddenDropout=0.2",
                    "compare.splits=3",
                    "compare.splitting=kFold",
                    "checkpoint.path=" + checkpoints))
            .toList();
    JobRun run = JobRun.of(new CompareJob(), withConfig(settings));
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("3 splits, 1 seed in each. For more, set compare.seeds", "Split 3 of 3");
    JsonNode report = new ObjectMapper().readTree(output.resolve("report.json").toFile());
    assertThat(report.at("/splits").asInt()).isEqualTo(3);
    assertThat(report.at("/arms/0/runs")).hasSize(3);
    long tested = 0;
    for (JsonNode one : report.at("/arms/0/runs")) {
      tested += one.at("/test/rows").asLong();
    }
    assertThat(tested).isEqualTo(60);
    assertThat(report.at("/differences/0/bySplit/differences")).hasSize(3);
    assertThat(report.at("/differences/0/bySeed").isNull()).isTrue();
    assertThat(checkpoints.resolve("split-3")).isNotEmptyDirectory();
    JobRun again =
        JobRun.of(
            new CompareJob(),
            withConfig(
                Stream.concat(settings.stream(), Stream.of("output.overwrite=true")).toList()));
    JsonNode same = new ObjectMapper().readTree(output.resolve("report.json").toFile());
    assertThat(again.code()).isZero();
    assertThat(same.at("/arms/1/runs/2")).isEqualTo(report.at("/arms/1/runs/2"));
  }

  private static Path some(String digits, int rows) {
    Path table = folder.resolve(digits);
    JobRun.spark()
        .read()
        .parquet(JobRun.SAMPLES.resolve("mnist/" + digits + ".parquet").toString())
        .limit(rows)
        .write()
        .parquet(table.toString());
    return table;
  }

  private static String[] withConfig(List<String> settings) throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.conf"), "");
    return Stream.concat(Stream.of("--config", empty.toString()), Stream.of(JobRun.set(settings)))
        .toArray(String[]::new);
  }

  @Test
  void train_rowsShuffled_sameTestRowsAndWeights() {
    Dataset<Row> raw =
        JobRun.spark()
            .read()
            .option("header", "true")
            .csv(JobRun.SAMPLES.resolve("penguins.csv").toString());
    Path shuffled = folder.resolve("shuffled");
    raw.repartition(5)
        .sortWithinPartitions(functions.rand(3))
        .write()
        .option("header", "true")
        .csv(shuffled.toString());
    JobRun again =
        JobRun.of(
            new TrainJob(),
            JobRun.set(JobRun.penguins(folder.resolve("again")), "input.path=" + shuffled));
    assertThat(digest(again.out())).hasSize(64).isEqualTo(digest(training.out()));
  }

  @Test
  void trainAndScore_columnsNamedLikePreparedOnes_stayApart() {
    Path table = folder.resolve("names");
    JobRun.spark()
        .sql(
            "SELECT if(id % 2 = 0, 'even', 'odd') AS label, id AS numbers, id % 2 AS scaled,"
                + " id AS a, id % 3 AS a_imputed, id AS index_a, id % 5 AS `\uD83D\uDE00`,"
                + " id % 7 AS `\uD83D\uDE01`, 'x' AS features, id % 2 AS raw_features"
                + " FROM range(60)")
        .write()
        .parquet(table.toString());
    Path model = folder.resolve("trained names");
    List<String> settings =
        List.of(
            "input.path=" + table,
            "input.categorical=features,a",
            "prepare.impute=mean",
            "prepare.scale=standard",
            "train.hiddenLayers=4",
            "train.batchSize=8",
            "train.replicas=1",
            "train.maxIter=2",
            "output.path=" + model);
    assertThat(JobRun.of(new TrainJob(), JobRun.set(settings)).err()).isEmpty();
    Path scored = folder.resolve("scored names");
    JobRun run =
        JobRun.of(
            new ScoreJob(),
            JobRun.set(
                List.of("input.path=" + table, "score.model=" + model, "output.path=" + scored)));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Rows in: 60, rows out: 60");
  }

  /** Sums of doubles over these rows depend on their order. */
  private static String weights(String impute, int partitions) {
    Path table = folder.resolve(impute + partitions);
    JobRun.spark()
        .sql(
            "SELECT id % 3 AS label, if(id % 5 = 0, NULL, pow(10, id * 7919 % 2003 / 2003 * 9 - 3)) AS a,"
                + " 1e6 + 1 / (1 + id) AS b, array(1.5, 2.5, 1e-3)[id % 3] * id AS c"
                + " FROM range(0, 2000, 1, 3)")
        .repartition(partitions)
        .sortWithinPartitions(functions.rand(partitions))
        .write()
        .parquet(table.toString());
    List<String> settings =
        List.of(
            "input.path=" + table,
            "prepare.impute=" + impute,
            "prepare.scale=standard",
            "train.hiddenLayers=4",
            "train.replicas=2",
            "train.maxIter=1",
            "output.path=" + folder.resolve("trained-" + impute + partitions));
    JobRun run = JobRun.of(new TrainJob(), JobRun.set(settings));
    assertThat(run.err()).isEmpty();
    return digest(run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "median"})
  void train_awkwardValuesInOtherPartitions_sameWeights(String impute) {
    assertThat(weights(impute, 7)).isEqualTo(weights(impute, 1));
  }

  private static String digest(String out) {
    String key = "Weights (SHA-256): ";
    return out.substring(out.indexOf(key) + key.length()).lines().findFirst().orElseThrow();
  }
}
