package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows that cannot be scored: two with missing numbers, one infinite, two of an unseen category.
 */
class QuarantineTest {
  @TempDir private static Path folder;
  private static BatchCase cases;
  private static Path trained;
  private static Path batch;

  @BeforeAll
  static void train() throws IOException {
    cases = new BatchCase(folder);
    String[] lines = new String[61];
    lines[0] = "x,zone,y";
    for (int i = 1; i < lines.length; i++) {
      lines[i] =
          "%.2f,%s,%s".formatted(i / 10.0, i % 3 == 0 ? "red" : "blue", i > 30 ? "hi" : "lo");
    }
    trained =
        cases.train(
            "model",
            cases.write("train.csv", lines),
            "y",
            "input.categorical=zone",
            "prepare.impute=none");
    batch =
        cases.write(
            "batch.csv",
            "id,x,zone,reason",
            "1,0.5,red,a",
            "2,,red,b",
            "3,Infinity,blue,c",
            "4,2.5,green,d",
            "5,,green,e",
            "6,6.0,blue,f",
            "7,1.0,blue,g");
  }

  private static JobRun score(String name, String... more) {
    return cases.score(name, trained, batch, more);
  }

  private static List<Integer> ids(Dataset<Row> table) {
    return table.select("id").as(Encoders.INT()).collectAsList().stream().sorted().toList();
  }

  private static JsonNode report(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).resolve("_score-report.json").toFile());
  }

  @Test
  void quarantine_unfitRows_areBesideTheTableWithReasons() throws IOException {
    JobRun run = score("q", "score.handleInvalid=quarantine");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Rows in: 7, rows out: 3, quarantined: 4\n");
    assertThat(ids(cases.scored("q"))).containsExactly(1, 6, 7);
    Dataset<Row> unfit = cases.scored("q/_quarantine");
    assertThat(ids(unfit)).containsExactly(2, 3, 4, 5);
    assertThat(unfit.columns()).containsExactly("id", "x", "zone", "reason", "reason_2");
    List<Row> rows = unfit.orderBy("id").collectAsList();
    assertThat(rows.get(0).isNullAt(1)).isTrue();
    assertThat(rows.get(1).getDouble(1)).isInfinite();
    assertThat(rows.get(2).getString(3)).isEqualTo("d");
    assertThat(rows.get(0).getString(4)).contains("column 'x'");
    assertThat(rows.get(1).getString(4)).contains("column 'x'").contains("infinite");
    assertThat(rows.get(2).getString(4))
        .contains("column 'zone' holds 'green', a category that training never saw");
    JsonNode report = report("q");
    assertThat(report.at("/rows/quarantined").asLong()).isEqualTo(4);
    assertThat(report.at("/rows/in").asLong()).isEqualTo(7);
    assertThat(report.at("/reasons").findValues("rows").stream().mapToLong(JsonNode::asLong).sum())
        .isEqualTo(4);
  }

  @Test
  void quarantine_rowsThatAreFit_areScoredAsWithoutOthers() {
    score("all", "score.handleInvalid=keep", "score.provenance=false");
    score("some", "score.handleInvalid=quarantine");
    Dataset<Row> some = cases.scored("some").orderBy("id");
    Dataset<Row> all = cases.scored("all").filter("id IN (1, 6, 7)").orderBy("id");
    assertThat(some.collectAsList()).hasSize(3).isEqualTo(all.collectAsList());
  }

  @Test
  void quarantine_noUnfitRow_hasNoFolder() throws IOException {
    Path fit = cases.write("fit.csv", "x,zone", "1,red", "2,blue");
    JobRun run = cases.score("fit", trained, fit, "score.handleInvalid=quarantine");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Rows in: 2, rows out: 2\n");
    assertThat(folder.resolve("fit/_quarantine")).doesNotExist();
    assertThat(report("fit").at("/rows/quarantined").asLong()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json", "orc"})
  void quarantine_otherFormats_areWrittenAlike(String format) {
    String name = "q-" + format;
    JobRun run =
        score(
            name,
            "score.handleInvalid=quarantine",
            "output.format=" + format,
            format.equals("csv") ? "output.options={header=true}" : "output.options={}");
    assertThat(run.err()).isEmpty();
    String place = folder.resolve(name).toString();
    assertThat(JobRun.spark().read().format(format).option("header", "true").load(place).count())
        .isEqualTo(3);
    assertThat(
            JobRun.spark()
                .read()
                .format(format)
                .option("header", "true")
                .load(place + "/_quarantine")
                .count())
        .isEqualTo(4);
  }

  @Test
  void skip_unfitRows_areCountedWithReasons() throws IOException {
    JobRun run = score("s", "score.handleInvalid=skip");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Rows in: 7, rows out: 3, skipped: 4\n")
        .contains("Unfit rows: ")
        .contains("column 'zone' holds 'green', a category that training never saw");
    assertThat(ids(cases.scored("s"))).containsExactly(1, 6, 7);
    assertThat(report("s").at("/rows/skipped").asLong()).isEqualTo(4);
  }

  @Test
  void keep_unfitRows_haveNoAnswer() throws IOException {
    JobRun run = score("k", "score.handleInvalid=keep");
    assertThat(run.err()).isEmpty();
    Dataset<Row> scored = cases.scored("k");
    assertThat(ids(scored)).hasSize(7);
    assertThat(ids(scored.filter("isnan(prediction) AND predictedLabel IS NULL")))
        .contains(2, 3, 5)
        .doesNotContain(1, 6, 7);
    assertThat(report("k").at("/rows/keptWithoutAnswer").asLong()).isBetween(3L, 4L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "error"})
  void error_unfitRows_areToldByColumn(String policy) {
    JobRun run = score("never-" + policy, "score.handleInvalid=" + policy);
    assertThat(run.err())
        .startsWith("error: Every row must be fit to be scored. Unfit: 4 of 7 rows: column '")
        .contains("column 'zone' holds 'green', a category that training never saw")
        .endsWith("Repair them, or set score.handleInvalid = quarantine, skip or keep");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
    assertThat(folder.resolve("never-" + policy)).doesNotExist();
    assertThat(cases.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"quarantine, 3", "skip, 50%", "quarantine, 57.1%", "skip, 0"})
  void limit_passed_failsAndLeavesNothing(String policy, String limit) {
    String name = "over " + limit;
    JobRun run = score(name, "score.handleInvalid=" + policy, "score.maxInvalid=" + limit);
    assertThat(run.err())
        .startsWith("error: At most " + limit + " of the rows may be unfit (score.maxInvalid).")
        .contains("Unfit: 4 of 7 rows: column '");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
    assertThat(folder.resolve(name)).doesNotExist();
    assertThat(cases.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"quarantine, 4", "skip, 58%", "keep, 100%"})
  void limit_reached_isFine(String policy, String limit) {
    String name = "under " + limit;
    JobRun run = score(name, "score.handleInvalid=" + policy, "score.maxInvalid=" + limit);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "101%", "-1", "1.5"})
  void limit_thatIsNone_isAWrongSetting(String limit) {
    JobRun run = score("never", "score.handleInvalid=skip", "score.maxInvalid=" + limit);
    assertThat(run.err())
        .startsWith("error: score.maxInvalid must be a number of rows such as 100, or a share of");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_SETTINGS.number());
  }

  @Test
  void limit_withError_doesNotFit() {
    JobRun run = score("never", "score.maxInvalid=3");
    assertThat(run.err())
        .startsWith("error: score.maxInvalid is a limit where unfit rows are left out or kept. But")
        .contains("Set score.handleInvalid = quarantine, skip or keep");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_SETTINGS.number());
  }

  @Test
  void report_rows_haveClassesAndConfidence() throws IOException {
    score("r", "score.handleInvalid=skip", "score.provenance=true");
    JsonNode report = report("r");
    Dataset<Row> scored = cases.scored("r");
    long high = scored.filter("predictedLabel = 'hi'").count();
    assertThat(report.at("/classes/hi").asLong()).isEqualTo(high);
    assertThat(report.at("/classes/lo").asLong()).isEqualTo(3 - high);
    double confidence =
        scored.selectExpr("avg(greatest(probability_hi, probability_lo))").first().getDouble(0);
    assertThat(report.at("/meanConfidence").asDouble()).isCloseTo(confidence, Offset.offset(1e-12));
    String digest = report.at("/model/weightsSha256").asText();
    assertThat(digest).hasSize(64);
    assertThat(report.at("/model/runId").asText()).hasSize(8);
    assertThat(report.at("/settings").has("score.provenance")).isTrue();
    assertThat(report.at("/versions/spark").asText()).startsWith("3.5");
    List<Row> provenance = scored.select("model_digest", "run_id").distinct().collectAsList();
    assertThat(provenance).hasSize(1);
    assertThat(provenance.get(0).getString(0)).isEqualTo(digest);
    assertThat(provenance.get(0).getString(1)).isEqualTo(report.at("/runId").asText());
  }

  @Test
  void report_otherLayouts_haveTheSameConfidence() throws IOException {
    Dataset<Row> rows =
        JobRun.spark()
            .sql("SELECT rand(5) * 6 AS x, if(id % 3 = 0, 'red', 'blue') AS zone FROM range(3000)");
    Path table = folder.resolve("layouts");
    rows.write().parquet(table + "/one");
    JobRun.spark()
        .read()
        .parquet(table + "/one")
        .repartition(7)
        .sortWithinPartitions(functions.rand(3))
        .write()
        .parquet(table + "/other");
    for (String name : List.of("one", "other")) {
      JobRun run = cases.score("as-" + name, trained, table.resolve(name), "input.format=parquet");
      assertThat(run.err()).isEmpty();
    }
    assertThat(report("as-one").at("/meanConfidence"))
        .isEqualTo(report("as-other").at("/meanConfidence"));
    assertThat(report("as-one").at("/meanConfidence").asDouble()).isBetween(0.5, 1.0);
  }
}
