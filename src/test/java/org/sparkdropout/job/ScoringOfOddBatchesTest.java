package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringOfOddBatchesTest {
  @TempDir private static Path folder;
  private static BatchCase cases;
  private static Path model;

  @BeforeAll
  static void train() {
    cases = new BatchCase(folder);
    model =
        cases.train(
            "model",
            BatchCase.file("cases/odd-batches/train.csv"),
            "y",
            "prepare.impute=median",
            "train.seed=7");
  }

  private static List<Row> predictions(String scored) {
    return cases.scored(scored).select("prediction", "probability_0").collectAsList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A,B", "a,B", "b,A"})
  void score_columnsThatDifferInCase_areFoundAndKeepTheirSpelling(String header)
      throws IOException {
    List<String> rows = Files.readAllLines(BatchCase.file("cases/odd-batches/upper.csv"));
    boolean turned = header.startsWith("b");
    List<String> lines = rows.subList(1, 21).stream().map(row -> turned ? turn(row) : row).toList();
    Path same = cases.write(header + "/same.csv", lines(turned ? "b,a" : "a,b", lines));
    Path other = cases.write(header + "/other.csv", lines(header, lines));
    assertThat(cases.score(header + "/1", model, same).err()).isEmpty();
    assertThat(cases.score(header + "/2", model, other).err()).isEmpty();
    assertThat(predictions(header + "/2")).hasSize(20).isEqualTo(predictions(header + "/1"));
    assertThat(String.join(",", cases.scored(header + "/2").columns()))
        .isEqualTo(header + ",prediction,probability_0,probability_1");
  }

  private static String turn(String row) {
    String[] values = row.split(",", -1);
    return values[1] + "," + values[0];
  }

  private static String[] lines(String header, List<String> rows) {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(header), rows.stream())
        .toArray(String[]::new);
  }

  /** Each of 40 categories is in one row: about six of them are in validation rows alone. */
  @ParameterizedTest
  @ValueSource(strings = {"train.seed=1", "train.seed=2", "train.batchSize=16"})
  void score_categoriesOfValidationRowsAlone_weighNothing(String more) throws IOException {
    String[] rows = IntStream.range(0, 240).mapToObj(this::rareCategory).toArray(String[]::new);
    Path rare = cases.write("rare/train.csv", lines("y,n,c", List.of(rows)));
    Path trained =
        cases.train(
            "rare/" + more,
            rare,
            "y",
            "input.categorical=c",
            "train.validationFraction=0.15",
            more,
            "train.handleInvalid=keep");
    List<String> batch = IntStream.range(0, 41).mapToObj(i -> "0,c" + i).toList();
    Path table = cases.write("rare/batch.csv", lines("n,c", batch));
    assertThat(cases.score("rare/scored-" + more, trained, table).err()).isEmpty();
    Dataset<Row> scored = cases.scored("rare/scored-" + more);
    Object unseen = scored.where("c = 'c40'").first().getAs("probability_1");
    assertThat(scored.where(scored.col("probability_1").equalTo(unseen)).count())
        .isBetween(3L, 15L);
  }

  private String rareCategory(int row) {
    return "%d,%d,%s".formatted(row % 2, row % 2 + row % 3, row < 40 ? "c" + row : "common");
  }

  @Test
  void score_handedUpperCase_isScored() {
    JobRun run = cases.score("upper", model, BatchCase.file("cases/odd-batches/upper.csv"));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Rows in: 60, rows out: 60\n");
  }

  @ParameterizedTest
  @CsvSource({
    "header, csv, 'a,b', 'a,b'",
    "more columns, csv, 'id,a,b', 'id,a,b'",
    "nothing, csv, '', 'a,b'",
    "nothing, json, '', 'a,b'"
  })
  void score_batchWithoutRows_isAnEmptyTable(String what, String format, String text, String kept)
      throws IOException {
    Path batch = folder.resolve(what + format + "-empty");
    Files.writeString(batch, text.isEmpty() ? "" : text + "\n");
    JobRun run = cases.score(what + format, model, batch, "input.format=" + format);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Rows in: 0, rows out: 0\n");
    Dataset<Row> scored = cases.scored(what + format);
    assertThat(scored.count()).isZero();
    assertThat(String.join(",", scored.columns()))
        .isEqualTo(kept + ",prediction,probability_0,probability_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "files"})
  void score_parquetWithout_isAnEmptyTable(String what) throws IOException {
    Path batch = folder.resolve("no " + what);
    if (what.equals("rows")) {
      JobRun.spark().sql("SELECT 1D AS a, 2D AS b, 3 AS id LIMIT 0").write().parquet(batch + "");
    } else {
      cases.write("no " + what + "/_SUCCESS");
    }
    JobRun run =
        cases.score("scored no " + what, model, batch, "input.format=parquet", "score.keep=id");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Rows in: 0, rows out: 0\n");
    assertThat(cases.scored("scored no " + what).columns()).contains("probability_1");
  }

  @Test
  void score_columnWithoutValues_isImputed() {
    Path small =
        cases.train(
            "model-no-values",
            BatchCase.file("cases/no-values/train.csv"),
            "y",
            "prepare.impute=median");
    JobRun run = cases.score("no-values", small, BatchCase.file("cases/no-values/score.csv"));
    assertThat(run.err()).isEmpty();
    assertThat(cases.scored("no-values").filter("NOT isnan(prediction)").count()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":0.5}", "{\"b\":0.5,\"id\":7}", "{\"id\":7}"})
  void score_jsonWithoutAField_isImputed(String line) throws IOException {
    Path batch = cases.write("fields " + line.length() + ".json", line, line, line);
    String name = "lacking " + line.length();
    JobRun run = cases.score(name, model, batch, "input.format=json", "input.options={}");
    assertThat(run.err()).isEmpty();
    assertThat(cases.scored(name).filter("NOT isnan(prediction)").count()).isEqualTo(3);
  }

  @Test
  void score_jsonWithEmptyObjects_givesARowEach() throws IOException {
    Path batch = cases.write("objects.json", "{}", "{}");
    JobRun run = cases.score("objects", model, batch, "input.format=json", "input.options={}");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Rows in: 2, rows out: 2");
  }

  @ParameterizedTest
  @CsvSource({"a, c, a", "A, bb, A", "x, b, b"})
  void score_missingColumn_isNamedWithTheNearest(String one, String other, String nearest)
      throws IOException {
    Path batch = cases.write("missing-" + one + ".csv", one + "," + other, "1,2");
    JobRun run = cases.score("never-" + one, model, batch);
    String missing = one.equals("x") ? "a" : "b";
    assertThat(run.err())
        .startsWith("error: The table must have the column '" + missing + "', which the model was")
        .contains("Its columns: " + one + ", " + other);
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
    assertThat(cases.leftovers()).isEmpty();
  }

  @Test
  void score_tableWithColumnsOfPreparedNames_isScored() throws IOException {
    Path batch = cases.write("names.csv", "a,b,features,prepared_label,rawPrediction", "1,2,3,4,5");
    assertThat(cases.score("names", model, batch).err()).isEmpty();
    assertThat(cases.scored("names").columns())
        .startsWith("a", "b", "features", "prepared_label", "rawPrediction", "prediction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "orc", "text"})
  void score_arraysInAFormatWithoutThem_areRefusedBeforeScoring(String format) throws IOException {
    Path batch = BatchCase.file("cases/odd-batches/arr.json");
    String name = "arr-" + format;
    String[] settings = {"input.format=json", "input.options={}", "output.format=" + format};
    JobRun run = cases.score(name, model, batch, settings);
    if (format.equals("orc")) {
      assertThat(run.err()).isEmpty();
      return;
    }
    assertThat(run.err())
        .contains("output.format must be able to hold every column. Format " + format + " cannot")
        .contains("Set output.format = parquet, or name the columns to keep in score.keep");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
    assertThat(folder.resolve(name)).doesNotExist();
    assertThat(cases.score(name + "1", model, batch, settings[0], settings[1]).err()).isEmpty();
  }

  @Test
  void score_arraysInCsvLeftOut_isTheRemedy() {
    Path batch = BatchCase.file("cases/odd-batches/arr.json");
    JobRun run =
        cases.score(
            "arr-kept",
            model,
            batch,
            "input.format=json",
            "input.options={}",
            "output.format=csv",
            "score.keep=a,b");
    assertThat(run.err()).isEmpty();
  }
}
