package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTallyTest {
  @TempDir private Path folder;

  private Path train(Dataset<Row> table) {
    table.write().parquet(folder.resolve("table").toString());
    Path output = folder.resolve("model");
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(
                BatchCase.training(folder.resolve("table"), "y", output),
                "input.format=parquet",
                "input.options={}",
                "train.validationFraction=0",
                "train.maxIter=1"));
    assertThat(run.err()).isEmpty();
    return output;
  }

  /** Rows of each class lie in many partitions, whose counts are merged. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 300})
  void score_classes_areCountedExactly(int classes) throws IOException {
    Dataset<Row> table =
        JobRun.spark()
            .range(0, 3L * classes, 1, 5)
            .selectExpr("cast(id % " + classes + " AS int) AS y", "id % 61 AS a", "id % 7 AS b");
    Path model = train(table);
    BatchCase cases = new BatchCase(folder);
    JobRun run =
        cases.score(
            "scored", model, folder.resolve("table"), "input.format=parquet", "input.options={}");
    assertThat(run.err()).isEmpty();
    JsonNode counts =
        new ObjectMapper()
            .readTree(folder.resolve("scored/_score-report.json").toFile())
            .get("classes");
    assertThat(counts).hasSize(classes);
    Dataset<Row> scored = cases.scored("scored").groupBy("prediction").count();
    scored
        .collectAsList()
        .forEach(
            row ->
                assertThat(counts.get("" + (int) row.getDouble(0)).asLong())
                    .isEqualTo(row.getLong(1)));
    long all = 0;
    for (JsonNode count : counts) {
      all += count.asLong();
    }
    assertThat(all).isEqualTo(3L * classes);
  }

  /** Category b was never seen; a missing one neither, but imputed values let it pass. */
  @ParameterizedTest
  @CsvSource({
    "a1;a2, 0,",
    "a1;b, 1, Column 'c': in 1 row the",
    "b;, 2, Warning: No row has a category of column 'c' that training saw",
    "b;c1;a1;, 3, Column 'c': in 3 rows"
  })
  void score_categoriesThatTrainingNeverSaw_areCounted(String batch, long rows, String said)
      throws IOException {
    BatchCase cases = new BatchCase(folder);
    Path table = cases.write("t.csv", "y,c,d", "0,a1,x", "1,a2,y", "0,a1,x", "1,a2,y");
    Path model =
        cases.train(
            "m",
            table,
            "y",
            "input.categorical=c,d",
            "prepare.impute=median",
            "train.handleInvalid=keep");
    String[] lines =
        Stream.concat(Stream.of("c,d"), Stream.of(batch.split(";", -1)).map(text -> text + ",x"))
            .toArray(String[]::new);
    JobRun run = cases.score("s", model, cases.write("b.csv", lines));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(said == null ? "Rows in: " : said);
    JsonNode report = new ObjectMapper().readTree(folder.resolve("s/_score-report.json").toFile());
    assertThat(report.at("/weightlessCategories/c").asLong()).isEqualTo(rows);
    assertThat(report.at("/weightlessCategories/d").isMissingNode()).isTrue();
  }
}
