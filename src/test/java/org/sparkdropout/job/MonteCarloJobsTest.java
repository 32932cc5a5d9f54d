package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Job score with thinned networks, on the penguins. */
class MonteCarloJobsTest {
  @TempDir private static Path folder;
  private static Path trained;

  @BeforeAll
  static void train() {
    trained = folder.resolve("trained");
    assertThat(JobRun.of(new TrainJob(), JobRun.set(JobRun.penguins(trained))).err()).isEmpty();
  }

  private static JobRun score(Path output, String... more) {
    String[] all =
        Stream.concat(Stream.of("score.keep=species"), Stream.of(more)).toArray(String[]::new);
    return JobRun.scorePenguins(trained, output, all);
  }

  private static Dataset<Row> read(Path output) {
    return JobRun.spark().read().parquet(output.toString());
  }

  @Test
  void score_monteCarlo_writesMeansAndHowSureTheyAre() throws IOException {
    Path output = folder.resolve("all columns");
    JobRun run =
        score(
            output,
            "score.monteCarlo=20",
            "score.predictiveEntropyCol=entropy",
            "score.mutualInformationCol=mutual",
            "score.spreadCol=spread",
            "score.provenance=true");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("  score.monteCarlo = 20").contains("entropy, mutual, spread");
    Dataset<Row> table = read(output);
    assertThat(table.columns())
        .containsExactly(
            "species",
            "prediction",
            "predictedLabel",
            "probability_Adelie",
            "probability_Chinstrap",
            "probability_Gentoo",
            "entropy",
            "mutual",
            "spread",
            "model_digest",
            "run_id");
    assertThat(table.count()).isEqualTo(344);
    assertThat(table.filter("species = predictedLabel").count()).isGreaterThan(310);
    assertThat(table.filter("mutual >= 0 AND mutual < entropy AND entropy <= ln(3)").count())
        .isEqualTo(344);
    for (Row row : table.collectAsList()) {
      double entropy = 0;
      for (String species : List.of("Adelie", "Chinstrap", "Gentoo")) {
        double probability = row.getAs("probability_" + species);
        entropy -= probability * Math.log(probability);
      }
      assertThat(row.<Double>getAs("entropy")).isCloseTo(entropy, within(1e-9));
    }
    JsonNode report = new ObjectMapper().readTree(output.resolve("_score-report.json").toFile());
    assertThat(report.at("/monteCarlo").asInt()).isEqualTo(20);
    assertThat(report.at("/settings/score.monteCarlo").asText()).isEqualTo("20");
  }

  /** The rows of the table, turned round and in other files, get the same bits. */
  @Test
  void score_rowsInAnotherOrder_haveTheSameBits() {
    Path turned = folder.resolve("turned");
    JobRun.spark()
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .option("nullValue", "NA")
        .csv(JobRun.SAMPLES.resolve("penguins.csv").toString())
        .orderBy("body_mass_g", "bill_length_mm")
        .repartition(5)
        .write()
        .parquet(turned.toString());
    String[] asked = {"score.monteCarlo=5", "score.spreadCol=spread", "score.keep="};
    assertThat(score(folder.resolve("as it is"), asked).err()).isEmpty();
    List<String> other =
        List.of(
            "input.path=" + turned,
            "score.model=" + trained,
            "score.monteCarlo=5",
            "score.spreadCol=spread",
            "output.path=" + folder.resolve("other order"));
    assertThat(JobRun.of(new ScoreJob(), JobRun.set(other)).err()).isEmpty();
    assertThat(inOrder(folder.resolve("other order")))
        .isEqualTo(inOrder(folder.resolve("as it is")));
  }

  private static List<Row> inOrder(Path output) {
    return read(output)
        .selectExpr(
            "body_mass_g", "bill_length_mm", "bill_depth_mm", "probability_Gentoo", "spread")
        .orderBy("body_mass_g", "bill_length_mm", "bill_depth_mm", "probability_Gentoo")
        .collectAsList();
  }

  @Test
  void score_nothingAsked_isTheScaledNetwork() {
    assertThat(score(folder.resolve("scaled")).err()).isEmpty();
    assertThat(score(folder.resolve("asked for none"), "score.monteCarlo=0").err()).isEmpty();
    assertThat(read(folder.resolve("asked for none")).collectAsList())
        .isEqualTo(read(folder.resolve("scaled")).collectAsList());
  }

  @Test
  void score_numbers_haveASpreadInTheUnitsOfTheLabel() {
    Path model = folder.resolve("numbers");
    List<String> settings =
        List.of(
            "input.format=csv",
            "input.path=" + JobRun.SAMPLES.resolve("penguins.csv"),
            "input.options={header=true, inferSchema=true, nullValue=NA}",
            "input.features=bill_length_mm,bill_depth_mm",
            "train.task=regression",
            "train.labelCol=body_mass_g",
            "train.hiddenLayers=8",
            "train.maxIter=2",
            "train.replicas=1",
            "train.handleInvalid=skip",
            "output.path=" + model);
    assertThat(JobRun.of(new TrainJob(), JobRun.set(settings)).err()).isEmpty();
    Path output = folder.resolve("scored numbers");
    JobRun run =
        score(output, "score.model=" + model, "score.monteCarlo=10", "score.spreadCol=spread");
    assertThat(run.err()).isEmpty();
    Dataset<Row> table = read(output);
    assertThat(table.columns()).containsExactly("species", "prediction", "spread");
    assertThat(table.filter("spread > 1 AND spread < 5000").count()).isGreaterThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "score.monteCarlo=2.5 | error: score.monteCarlo must be a whole number, or null. Provided value: \"2.5\" (--set)",
        "score.monteCarlo=many | error: score.monteCarlo must be a whole number, or null. Provided value: \"many\" (--set)",
        "score.monteCarlo=-1 | error: score.monteCarlo must be in [0, 10000]. Provided value: \"-1\" (--set)",
        "score.spreadCol=s | error: score.spreadCol needs score.monteCarlo of at least 1: it tells how much thinned networks disagree. Provided: score.spreadCol = s, score.monteCarlo = 0. Set score.monteCarlo, such as 50, or leave the column out"
      })
  void score_wrongSetting_isRefused(String assignment, String message) {
    JobRun run = score(folder.resolve("never"), assignment);
    assertThat(run.err()).isEqualTo(message);
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_SETTINGS.number());
  }

  @Test
  void score_columnOfTheLabelsName_isRefused() {
    JobRun run =
        score(folder.resolve("never"), "score.monteCarlo=2", "score.spreadCol=predictedLabel");
    assertThat(run.err())
        .isEqualTo(
            "error: Columns that scoring adds must have names of their own. Two of them are named predictedLabel. Name another in score.predictiveEntropyCol, score.mutualInformationCol or score.spreadCol");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_SETTINGS.number());
  }
}
