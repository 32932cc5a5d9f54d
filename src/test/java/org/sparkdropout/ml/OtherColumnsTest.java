package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;

/** Scoring leaves the columns that it does not use as they are, to the bit. */
@SparkTest
class OtherColumnsTest {
  @TempDir static Path folder;
  private static DropoutClassificationModel model;

  @BeforeAll
  static void load(SparkSession spark) throws URISyntaxException {
    assertThat(spark.version()).isNotEmpty();
    model = GoldenModelTest.load();
  }

  private static Dataset<Row> withFeatures(Dataset<Row> table) {
    Column numbers = functions.expr("array(1D, id % 5D, -0.5D, id % 3D)");
    return table.withColumn("features", org.apache.spark.ml.functions.array_to_vector(numbers));
  }

  /** Rows as Spark stores them, in which text, dates and intervals are bytes and numbers. */
  private static List<InternalRow> bits(Dataset<Row> table) {
    return Arrays.asList(table.queryExecution().executedPlan().executeCollect());
  }

  private static void assertUnchanged(Dataset<Row> table, String... columns) {
    Column[] kept = Arrays.stream(columns).map(functions::col).toArray(Column[]::new);
    List<InternalRow> scored = bits(model.transform(table).select(kept));
    assertThat(scored).isNotEmpty().isEqualTo(bits(table.select(kept)));
    List<Column> beside = new ArrayList<>(Arrays.asList(kept));
    beside.add(functions.expr("prediction >= 0 AS answered"));
    List<Column> expected = new ArrayList<>(Arrays.asList(kept));
    expected.add(functions.expr("id >= 0 AS answered"));
    assertThat(bits(model.transform(table).select(beside.toArray(Column[]::new))))
        .isEqualTo(bits(table.select(expected.toArray(Column[]::new))));
  }

  @Test
  void transform_textOfForeignBytes_keepsTheKeysApart(SparkSession spark)
      throws URISyntaxException {
    String path = OtherColumnsTest.class.getResource("foreign-bytes").toURI().toString();
    Dataset<Row> keys = spark.read().parquet(path);
    String text =
        Arrays.stream(keys.dtypes())
            .filter(column -> column._2().equals("StringType"))
            .findFirst()
            .orElseThrow()
            ._1();
    Dataset<Row> table =
        withFeatures(keys.select(functions.col(text).as("key"), functions.expr("0L AS id")));
    assertUnchanged(table, "id", "key");
    assertThat(model.transform(table).select("key", "prediction").distinct().count())
        .isEqualTo(table.select("key").distinct().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CAST(unhex('FFFEC3') AS STRING)",
        "CAST(unhex('EDA08041') AS STRING)",
        "CAST(unhex('C0AF') AS STRING)",
        "unhex('80FF00')",
        "DATE'0001-01-01'",
        "DATE'1582-10-10'",
        "TIMESTAMP'1500-03-01 00:00:00.123456'",
        "TIMESTAMP_NTZ'0001-01-01 00:00:00'",
        "INTERVAL '3 04:05:06.789' DAY TO SECOND",
        "INTERVAL '-1-2' YEAR TO MONTH",
        "make_interval(1, 2, 3, 4, 5, 6, 7.5)",
        "named_struct('text', CAST(unhex('FE') AS STRING), 'day', DATE'0001-01-01')",
        "array(CAST(unhex('FF') AS STRING), NULL)",
        "map(CAST(unhex('FF') AS STRING), INTERVAL '1' DAY, 'a', NULL)",
        "array(named_struct('time', TIMESTAMP'1000-01-01 00:00:00', 'bytes', unhex('FF')))",
        "CAST('NaN' AS DOUBLE)",
        "-0.0F",
        "123456789012345678901234567890.12345678BD"
      })
  void transform_otherColumns_keepTheirBits(String value, SparkSession spark) {
    String every = "IF(id % 7 = 3, NULL, " + value + ") AS other";
    Dataset<Row> table =
        withFeatures(spark.range(0, 40, 1, 3).selectExpr("id", every).repartition(2));
    assertUnchanged(table, "id", "other");
  }

  @Test
  void transform_nullabilityOfOtherColumns_staysTheSame(SparkSession spark) {
    Dataset<Row> table =
        withFeatures(spark.range(3).selectExpr("id", "IF(id = 1, NULL, id) AS holes"));
    Dataset<Row> scored = model.transform(table);
    assertThat(Arrays.asList(scored.schema().fields()))
        .containsAll(Arrays.asList(table.schema().fields()));
    assertThat(scored.schema().apply("id").nullable()).isFalse();
    assertThat(scored.schema().apply("prediction").nullable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"input_file_name()", "input_file_block_length()", "monotonically_increasing_id()"})
  void transform_whatDependsOnTheReader_staysWithItsRow(String function, SparkSession spark) {
    String path = folder.resolve("files").toString();
    withFeatures(spark.range(0, 50, 1, 7).toDF()).write().mode("overwrite").parquet(path);
    Dataset<Row> table = spark.read().parquet(path).withColumn("where", functions.expr(function));
    assertThat(table.rdd().getNumPartitions()).isLessThan(7);
    assertUnchanged(table, "id", "where");
    Dataset<Row> above =
        model
            .transform(spark.read().parquet(path))
            .where("prediction >= 0")
            .select(functions.col("id"), functions.expr(function));
    assertThat(bits(above)).isEqualTo(bits(table.select("id", "where")));
  }
}
