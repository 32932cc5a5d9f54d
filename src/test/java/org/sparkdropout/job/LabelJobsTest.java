package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelJobsTest {
  private static final Path TABLES =
      Path.of("src/test/resources/org/sparkdropout/job/labels").toAbsolutePath();

  @TempDir private Path folder;

  @AfterAll
  static void stop() {
    JobRun.spark().stop();
  }

  private Path written(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private JobRun train(Path table, String label, String... more) {
    return JobRun.of(new TrainJob(), arguments(table, label, more));
  }

  private String[] arguments(Path table, String label, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "input.format=csv",
                "input.options={header=true, inferSchema=true}",
                "input.path=" + table,
                "input.features=a,b",
                "prepare.scale=standard",
                "train.labelCol=" + label,
                "train.hiddenLayers=8",
                "train.batchSize=16",
                "train.maxIter=12",
                "output.overwrite=true",
                "output.path=" + folder.resolve("out")));
    return JobRun.set(settings, more);
  }

  private JsonNode metrics() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile());
  }

  @ParameterizedTest
  @CsvSource({"train.csv,test.csv,rare", "trainnum.csv,testnum.csv,2"})
  void train_classInTestRowsOnly_countsAsErrors(String table, String test, String unseen)
      throws IOException {
    JobRun run = train(TABLES.resolve(table), "y", "input.testPath=" + TABLES.resolve(test));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "Warning: Test rows hold classes of column 'y' that no training row has: '%s' in 10 rows."
                .formatted(unseen));
    JsonNode part = metrics().at("/test");
    assertThat(part.at("/rows").asInt()).isEqualTo(30);
    assertThat(part.at("/error").asDouble()).isBetween(1 / 3.0, 0.5);
    assertThat(part.at("/loss").asDouble()).isGreaterThan(-Math.log(1e-15) / 3);
    assertThat(part.at("/unseenLabels/" + unseen).asInt()).isEqualTo(10);
  }

  @Test
  void train_validationRowsByIndicator_areNoTrainingRows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,y,held"));
    for (int i = 0; i < 40; i++) {
      lines.add("%d,%d,%s,%s".formatted(i % 2, i % 7, i % 2 == 0 ? "no" : "yes", i % 4 == 0));
    }
    lines.add("1,1,rare,true");
    lines.add("1,1,,false");
    Path table = written("held.csv", lines.toArray(String[]::new));
    JobRun run = train(table, "y", "train.validationIndicatorCol=held", "train.handleInvalid=skip");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(metrics().at("/train/rows").asInt()).isEqualTo(30);
    assertThat(metrics().at("/validation/rows").asInt()).isEqualTo(11);
    assertThat(metrics().at("/validation/unseenLabels/rare").asInt()).isEqualTo(1);
    assertThat(metrics().at("/train/largestClass/label").asText()).isEqualTo("yes");
    assertThat(metrics().at("/train/largestClass/error").asDouble())
        .isCloseTo(1 / 3.0, within(1e-15));
    assertThat(run.out())
        .contains("Warning: Validation rows hold classes of column 'y'", "'rare' in 1 row")
        .contains("Left out: 1 row with missing or wrong values (y: 1)")
        .containsPattern("(?m)^training +30 ")
        .containsPattern("(?m)^validation +11 ");
  }

  @Test
  void train_validationFraction_measuresItsRowsApart() throws IOException {
    Path table = TABLES.resolve("train.csv");
    JobRun run = train(table, "y", "train.validationFraction=0.3");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode metrics = metrics();
    int held = metrics.at("/validation/rows").asInt();
    assertThat(held).isPositive();
    assertThat(metrics.at("/train/rows").asInt()).isEqualTo(60 - held);
  }

  @ParameterizedTest
  @CsvSource({
    "bool.csv,won,false,true",
    "small.csv,y,0,1",
  })
  void train_booleansAndFewRows_areLearnt(String table, String label, String first, String second)
      throws IOException {
    JobRun run = train(TABLES.resolve(table), label, "train.maxIter=30", "train.batchSize=4");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(metrics().at("/train/error").asDouble()).isLessThan(0.2);
    assertThat(metrics().at("/train/areaUnderRoc").asDouble()).isGreaterThan(0.9);
    assertThat(metrics().findValuesAsText("label")).contains(first, second);
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "1,2", "0.5,2.5", "yes,no"})
  void train_labelsThatAreNoClassNumbers_areScoredAsTheirText(String one, String other)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,my.label `odd`"));
    for (int i = 0; i < 60; i++) {
      lines.add("%d,%d,%s".formatted(i % 2 * 4 + i % 3, i % 5, i % 2 == 0 ? one : other));
    }
    Path table = written("labels.csv", lines.toArray(String[]::new));
    JobRun run = train(table, "my.label `odd`", "train.predictionCol=my.prediction");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(metrics().at("/train/error").asDouble()).isZero();
    JobRun scored =
        JobRun.of(
            new ScoreJob(),
            JobRun.set(
                List.of(
                    "input.format=csv",
                    "input.options={header=true, inferSchema=true}",
                    "input.path=" + table,
                    "score.model=" + folder.resolve("out"),
                    "score.keep=a",
                    "output.format=parquet",
                    "output.path=" + folder.resolve("scored"))));
    assertThat(scored.code()).as(scored.err()).isZero();
    SparkSession spark = JobRun.spark();
    assertThat(
            spark
                .read()
                .parquet(folder.resolve("scored").toString())
                .groupBy("predictedLabel")
                .count()
                .selectExpr("concat(predictedLabel, ':', count)")
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactlyInAnyOrder(one + ":30", other + ":30");
  }

  @Test
  void train_oneClass_isFittedWithAWarning() throws IOException {
    JobRun run =
        train(TABLES.resolve("oneclass.csv"), "y", "input.testPath=" + TABLES.resolve("train.csv"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "Warning: All 60 training rows are of one class: column 'y' holds 'no'.",
            "that no training row has: 'yes' in 30 rows");
    assertThat(metrics().at("/test/error").asDouble()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({"0,1,65535", "0,1,70000", "0,0,9"})
  void train_mistypedClassNumber_isWrongData(int one, int two, int mistyped) throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,y"));
    for (int i = 0; i < 30; i++) {
      lines.add("%d,%d,%d".formatted(i, i % 5, i % 2 == 0 ? one : two));
    }
    lines.add("1,1," + mistyped);
    JobRun run = train(written("mistyped.csv", lines.toArray(String[]::new)), "y");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains(
            "At least half of the classes must have training rows. Column 'y' holds labels up")
        .contains("set input.schema = \"y STRING\" in a job");
  }

  @ParameterizedTest
  @CsvSource({"yes,no", "1,0", "1.5,2.5"})
  void train_missingLabel_namesTheRemedyThatHelps(String one, String other) throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,y"));
    for (int i = 0; i < 30; i++) {
      lines.add("%d,%d,%s".formatted(i % 2, i % 5, i % 2 == 0 ? one : other));
    }
    lines.add("1,1,");
    Path table = written("missing.csv", lines.toArray(String[]::new));
    JobRun refused = train(table, "y");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .contains(
            "Every row must have a label. Column 'y' holds none in 1 of 31 rows. Drop these rows, or"
                + " set train.handleInvalid = skip to leave them out of training");
    JobRun helped = train(table, "y", "train.handleInvalid=skip");
    assertThat(helped.code()).as(helped.err()).isZero();
    assertThat(metrics().at("/train/rows").asInt()).isEqualTo(30);
    assertThat(helped.out()).contains("Left out: 1 row with missing or wrong values (y: 1)");
  }

  @ParameterizedTest
  @CsvSource({"train.csv,test.csv", "trainnum.csv,testnum.csv"})
  void compare_classInTestRowsOnly_countsAsErrors(String table, String test) throws IOException {
    JobRun run =
        JobRun.of(
            new CompareJob(),
            arguments(
                TABLES.resolve(table),
                "y",
                "input.testPath=" + TABLES.resolve(test),
                "train.maxIter=3",
                "compare.seeds=1"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Warning: Test rows hold classes of column 'y'");
    JsonNode report = new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
    assertThat(report.at("/arms/1/runs/0/test/rows").asInt()).isEqualTo(30);
    assertThat(report.at("/arms/1/runs/0/test/error").asDouble()).isGreaterThanOrEqualTo(1 / 3.0);
    assertThat(report.at("/arms/1/runs/0/curve/0/heldOutError").asDouble())
        .isGreaterThanOrEqualTo(1 / 3.0);
  }

  @Test
  void train_otherFileLayout_writesTheSameMetrics() throws IOException {
    List<String> lines = Files.readAllLines(TABLES.resolve("train.csv"));
    Path parts = Files.createDirectories(folder.resolve("parts"));
    for (int part = 0; part < 3; part++) {
      List<String> some = new ArrayList<>(List.of(lines.get(0)));
      for (int line = lines.size() - 1 - part; line > 0; line -= 3) {
        some.add(lines.get(line));
      }
      Files.write(parts.resolve("part-" + part + ".csv"), some);
    }
    train(TABLES.resolve("train.csv"), "y", "train.replicas=2");
    JsonNode one = metrics();
    train(parts, "y", "train.replicas=2");
    assertThat(metrics()).isEqualTo(one);
  }
}
