package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(ints = {2, 3, 70, 1100})
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
}
