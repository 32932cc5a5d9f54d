package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Body mass of penguins in grams, by the measures of their bills and flippers. */
class RegressionJobsTest {
  private static final Path PENGUINS = JobRun.SAMPLES.resolve("penguins.csv");

  @TempDir private Path folder;

  @AfterAll
  static void stop() {
    JobRun.spark().stop();
  }

  private JobRun train(String... more) {
    List<String> settings =
        List.of(
            "train.task=regression",
            "input.format=csv",
            "input.path=" + PENGUINS,
            "input.options={header=true, inferSchema=true, nullValue=NA}",
            "input.features=bill_length_mm,bill_depth_mm,flipper_length_mm",
            "input.categorical=species",
            "train.labelCol=body_mass_g",
            "train.handleInvalid=skip",
            "train.hiddenLayers=16",
            "train.batchSize=16",
            "train.learningRate=0.02",
            "train.maxIter=30",
            "train.replicas=1",
            "input.testFraction=0.2",
            "output.overwrite=true",
            "output.path=" + folder.resolve("out"));
    return JobRun.of(new TrainJob(), JobRun.set(settings, more));
  }

  private JobRun score(String... more) {
    List<String> settings =
        List.of(
            "score.model=" + folder.resolve("out"),
            "input.format=csv",
            "input.path=" + PENGUINS,
            "input.options={header=true, inferSchema=true, nullValue=NA}",
            "score.handleInvalid=quarantine",
            "output.path=" + folder.resolve("scored"));
    return JobRun.of(new ScoreJob(), JobRun.set(settings, more));
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }

  @Test
  void trainAndScore_numbers_tellErrorsInTheirUnits() throws IOException {
    JobRun run = train();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("RMSE", "MAE", "R2", "held out: loss")
        .doesNotContain("error ", "%");
    JsonNode metrics = json("out/metrics.json");
    assertThat(metrics.at("/test/rmse").asDouble()).isBetween(200.0, 500.0);
    assertThat(metrics.at("/test/rmseOfMeanLabel").asDouble()).isBetween(600.0, 1000.0);
    assertThat(metrics.at("/test/r2").asDouble()).isBetween(0.6, 0.95);
    assertThat(Files.readAllLines(folder.resolve("out/history.csv")).get(0))
        .startsWith("epoch,loss,rmse,validationLoss,validationRmse,");

    JobRun scoring = score();
    assertThat(scoring.code()).as(scoring.err()).isZero();
    List<Row> rows =
        JobRun.spark()
            .read()
            .parquet(folder.resolve("scored").toString())
            .selectExpr("body_mass_g", "prediction")
            .collectAsList();
    assertThat(rows).hasSize(344);
    double mean = rows.stream().mapToDouble(row -> row.getDouble(1)).average().orElseThrow();
    JsonNode report = json("scored/_score-report.json");
    assertThat(report.at("/predictions/prediction/mean").asDouble()).isCloseTo(mean, within(1e-6));
    assertThat(report.at("/predictions/prediction/min").asDouble()).isBetween(2000.0, 4000.0);
    assertThat(report.has("classes")).isFalse();
    assertThat(report.at("/rows/out").asInt()).isEqualTo(344);
  }

  @Test
  void trainAndScore_quantiles_areColumnsThatAscend() {
    JobRun run = train("train.loss=quantile", "train.quantileProbabilities=[0.025, 0.5, 0.975]");
    assertThat(run.code()).as(run.err()).isZero();

    JobRun scoring = score("score.keep=[species]");
    assertThat(scoring.code()).as(scoring.err()).isZero();
    List<Row> rows =
        JobRun.spark().read().parquet(folder.resolve("scored").toString()).collectAsList();
    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly(
            "species", "prediction", "prediction_q2_5", "prediction_q50", "prediction_q97_5");
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.getDouble(1)).isEqualTo(row.getDouble(3));
              assertThat(row.getDouble(2)).isLessThanOrEqualTo(row.getDouble(3));
              assertThat(row.getDouble(3)).isLessThanOrEqualTo(row.getDouble(4));
            });
  }

  @Test
  void trainAndScore_arraysOfNumbers_areAColumnForEach() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      double x = i % 20 / 10.0 - 1;
      lines.append(
          String.format(Locale.ROOT, "{\"x\": %.2f, \"y\": [%.3f, %.3f]}%n", x, 100 + 10 * x, -x));
    }
    Path table = Files.writeString(folder.resolve("pairs.json"), lines);
    JobRun run =
        train(
            "input.format=json",
            "input.path=" + table,
            "input.features=x",
            "input.categorical=[]",
            "train.labelCol=y");
    assertThat(run.code()).as(run.err()).isZero();

    JobRun scoring = score("input.format=json", "input.path=" + table, "score.keep=[x]");
    assertThat(scoring.code()).as(scoring.err()).isZero();
    List<Row> rows =
        JobRun.spark().read().parquet(folder.resolve("scored").toString()).collectAsList();
    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly("x", "prediction_0", "prediction_1");
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(row.getDouble(1)).isCloseTo(100 + 10 * row.getDouble(0), within(4.0)));
  }

  @Test
  void export_checkpointOfARegression_isItsModel() {
    JobRun run = train("checkpoint.path=" + folder.resolve("kept"));
    assertThat(run.code()).as(run.err()).isZero();
    JobRun export =
        JobRun.of(
            new ExportJob(),
            JobRun.set(
                List.of(
                    "checkpoint.path=" + folder.resolve("kept"),
                    "output.path=" + folder.resolve("exported"))));
    assertThat(export.code()).as(export.err()).isZero();
    String digest =
        run.out().lines().filter(line -> line.startsWith("Weights (")).findFirst().get();
    assertThat(export.out()).contains(digest);
  }

  @Test
  void export_regressionInOnnx_comesBackAndIsWrittenForOtherRuntimes() {
    JobRun run = train("export.formats=[onnx]");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("model.onnx agrees", "pipeline.onnx agrees");
    JobRun export =
        JobRun.of(
            new ExportJob(),
            JobRun.set(
                List.of(
                    "export.model=" + folder.resolve("out/model.onnx"),
                    "export.formats=[dl4j]",
                    "output.path=" + folder.resolve("exported"))));
    assertThat(export.code()).as(export.err()).isZero();
    assertThat(export.out()).contains("model-dl4j.zip agrees");
  }

  @Test
  void compare_regression_tellsRmse() throws IOException {
    List<String> settings =
        List.of(
            "train.task=regression",
            "input.format=csv",
            "input.path=" + PENGUINS,
            "input.options={header=true, inferSchema=true, nullValue=NA}",
            "input.features=bill_length_mm,bill_depth_mm,flipper_length_mm",
            "input.categorical=species",
            "input.testFraction=0.3",
            "train.labelCol=body_mass_g",
            "train.handleInvalid=skip",
            "train.hiddenLayers=16",
            "train.batchSize=16",
            "train.learningRate=0.02",
            "train.maxIter=8",
            "train.replicas=1",
            "train.hiddenDropout=0.2",
            "compare.seeds=2",
            "output.path=" + folder.resolve("compared"));
    JobRun run = JobRun.of(new CompareJob(), JobRun.set(settings));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("test RMSE", "test MAE", "test R2", "\"with dropout\"");
    JsonNode report = json("compared/report.json");
    assertThat(report.at("/arms/1/runs/0/test/rmse").asDouble()).isBetween(200.0, 900.0);
    assertThat(report.at("/differences/0/firstSeed/squaredErrors/pValue").asDouble())
        .isBetween(0.0, 1.0);
    assertThat(folder.resolve("compared/report.html")).content().contains("RMSE");
  }

  @Test
  void train_fromAModel_goesOnFromItsAnswers() throws IOException {
    JobRun first = train();
    assertThat(first.code()).as(first.err()).isZero();
    double reached = json("out/metrics.json").at("/test/rmse").asDouble();
    JobRun second =
        train(
            "train.initialModel=" + folder.resolve("out"),
            "train.maxIter=0",
            "train.patience=0",
            "output.path=" + folder.resolve("again"));
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(json("again/metrics.json").at("/test/rmse").asDouble())
        .isCloseTo(reached, within(reached * 1e-3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.labelCol=sex | train.labelCol must name a column of numbers, or of vectors of them, with train.task = regression. Column 'sex' is of type string",
        "train.loss=hinge | train.loss must be squared, absolute, huber or quantile. Provided value: \"hinge\" (--set)",
        "train.labelSmoothing=0.1 | train.labelSmoothing must not be set with train.task = regression",
        "train.huberDelta=2.0 | With train.loss = squared these params must not be set, as it does not ask them: train.huberDelta = 2.0. Leave them out, or choose another loss",
        "train.task=ranking | train.task must be one of classification, regression. Provided value: \"ranking\" (--set)"
      })
  void train_wrongSettings_areRefused(String assignment, String message) {
    JobRun run = train(assignment);
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains(message);
  }

  @Test
  void train_amountsAsClasses_saysHowNumbersAreLearnt() throws IOException {
    StringBuilder lines = new StringBuilder("x,price\n");
    for (int i = 0; i < 150; i++) {
      lines.append(i).append(',').append(i + 0.5).append('\n');
    }
    Path table = Files.writeString(folder.resolve("prices.csv"), lines);
    JobRun run =
        train(
            "train.task=classification",
            "input.path=" + table,
            "input.features=x",
            "input.categorical=[]",
            "train.labelCol=price");
    assertThat(run.code()).isNotZero();
    assertThat(run.err())
        .contains("Column 'price' holds")
        .contains("If they are amounts to predict, set train.task = regression");
  }
}
