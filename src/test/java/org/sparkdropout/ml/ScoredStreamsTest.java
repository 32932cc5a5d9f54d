package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.testing.SparkTest;

/** Streams are scored as tables are. */
@SparkTest
class ScoredStreamsTest {
  @TempDir static Path folder;
  private static DropoutClassificationModel model;
  private static String path;

  @BeforeAll
  static void write(SparkSession spark) throws URISyntaxException {
    path = folder.resolve("table").toString();
    Column numbers = functions.expr("array(id % 5 - 2D, id % 3 - 1D, 0.5D, id % 7 - 3D)");
    spark
        .range(0, 300, 1, 3)
        .selectExpr("id", "timestamp_seconds(id * 60) AS time")
        .withColumn("features", org.apache.spark.ml.functions.array_to_vector(numbers))
        .write()
        .parquet(path);
    model = GoldenModelTest.load();
  }

  private static Dataset<Row> stream(SparkSession spark, String handleInvalid) {
    Dataset<Row> table = spark.read().parquet(path);
    Dataset<Row> rows =
        spark
            .readStream()
            .schema(table.schema())
            .option("maxFilesPerTrigger", 1)
            .parquet(path)
            .withWatermark("time", "1 minute");
    return model.copy(ParamMap.empty()).setHandleInvalid(handleInvalid).transform(rows);
  }

  /** What a stream has given, and the plan of its last batch. */
  private static List<String> run(DataStreamWriter<Row> writer, StringBuilder plan)
      throws Exception {
    StreamingQuery query =
        writer.format("memory").queryName("scored").trigger(Trigger.AvailableNow()).start();
    query.processAllAvailable();
    query.awaitTermination();
    plan.append(
        ((org.apache.spark.sql.execution.streaming.StreamingQueryWrapper) query)
            .streamingQuery()
            .lastExecution()
            .executedPlan());
    return sorted(query.sparkSession().table("scored"));
  }

  private static List<String> sorted(Dataset<Row> table) {
    List<String> rows = new ArrayList<>();
    table.collectAsList().forEach(row -> rows.add(row.toString()));
    rows.sort(null);
    return rows;
  }

  @Test
  void transform_ofAStream_scoresInBatchesAsATableDoes(SparkSession spark) throws Exception {
    StringBuilder plan = new StringBuilder();
    Dataset<Row> scored = stream(spark, "skip");
    assertThat(scored.isStreaming()).isTrue();
    List<String> rows = run(scored.drop("features").writeStream(), plan);
    assertThat(plan.toString()).contains("ScoreInBatches");
    assertThat(rows)
        .hasSize(300)
        .isEqualTo(sorted(model.transform(spark.read().parquet(path)).drop("features")));
  }

  @Test
  void transform_ofAStream_keepsItsWatermark(SparkSession spark) throws Exception {
    StringBuilder plan = new StringBuilder();
    Dataset<Row> counts =
        stream(spark, "error")
            .groupBy(functions.window(functions.col("time"), "1 hour"), functions.col("prediction"))
            .count();
    List<String> rows = run(counts.writeStream().outputMode("append"), plan);
    assertThat(plan.toString()).contains("ScoreInBatches", "EventTimeWatermark");
    assertThat(rows).isNotEmpty();
  }
}
