package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.ExperimentalMethods;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.testing.SparkTest;
import scala.collection.JavaConverters;

/** What Spark makes of queries over scored tables: what it reads, and what it scores. */
@SparkTest
class ScoredPlansTest {
  private static final String OPERATOR = "ScoreInBatches ";
  @TempDir static Path folder;
  private static DropoutClassificationModel model;
  private static String path;

  /** Asks something of a scored table; the answer's rows are in a fixed order. */
  private interface Query {
    Dataset<Row> of(Dataset<Row> scored);
  }

  @BeforeAll
  static void write(SparkSession spark) throws URISyntaxException {
    model = GoldenModelTest.load();
    path = folder.resolve("table").toString();
    Column numbers = functions.expr("array(id % 5 - 2D, id % 3 - 1D, 0.5D, id % 7 - 3D)");
    spark
        .range(0, 700, 1, 3)
        .selectExpr("id", "id % 10 AS bucket", "id * 0.5 AS a", "CAST(id AS STRING) AS text")
        .withColumn("features", org.apache.spark.ml.functions.array_to_vector(numbers))
        .write()
        .parquet(path);
  }

  @BeforeEach
  void clear(SparkSession spark) {
    withoutRules(spark);
  }

  private static void withoutRules(SparkSession spark) {
    ExperimentalMethods methods = spark.experimental();
    methods.extraOptimizations_$eq(JavaConverters.asScalaBuffer(List.of()));
    methods.extraStrategies_$eq(JavaConverters.asScalaBuffer(List.of()));
  }

  private static Dataset<Row> table(SparkSession spark) {
    return spark.read().parquet(path);
  }

  private static DropoutClassificationModel model(String handleInvalid) {
    return model.copy(org.apache.spark.ml.param.ParamMap.empty()).setHandleInvalid(handleInvalid);
  }

  private static String plan(Dataset<Row> query) {
    return query.queryExecution().executedPlan().toString();
  }

  private static String read(Dataset<Row> query) {
    return plan(query).lines().filter(line -> line.contains("ReadSchema")).findFirst().get();
  }

  private static int operators(Dataset<Row> query) {
    return plan(query).split(OPERATOR, -1).length - 1;
  }

  @Test
  void plan_withoutAnswers_readsAndScoresNothingMore(SparkSession spark) {
    Dataset<Row> scored = model("error").transform(table(spark));
    assertThat(read(scored.select("id"))).endsWith("ReadSchema: struct<id:bigint>");
    assertThat(operators(scored.select("id"))).isZero();
    Dataset<Row> count = scored.groupBy().count();
    assertThat(read(count)).endsWith("ReadSchema: struct<>");
    assertThat(operators(count)).isZero();
    assertThat(scored.count()).isEqualTo(700);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void plan_ofAPrediction_readsItsColumnsAndComputesNoMore(
      String handleInvalid, SparkSession spark) {
    Dataset<Row> query = model(handleInvalid).transform(table(spark)).select("id", "prediction");
    assertThat(operators(query)).isOne();
    assertThat(read(query)).contains("ReadSchema: struct<id:bigint,features:");
    assertThat(read(query)).doesNotContain("text", "bucket", "a:double");
    assertThat(plan(query)).doesNotContain("RAW_PREDICTION", "PROBABILITY");
    assertThat(query.count()).isEqualTo(700);
  }

  static Stream<String> policies() {
    return Stream.of("error", "skip", "keep");
  }

  @ParameterizedTest
  @MethodSource("policies")
  void plan_ofAFilterOnAnotherColumn_filtersInTheFileAndBeforeScoring(
      String handleInvalid, SparkSession spark) {
    Dataset<Row> query = model(handleInvalid).transform(table(spark)).where("id = 5");
    assertThat(read(query)).contains("EqualTo(id,5)");
    assertThat(operators(query)).isOne();
    assertThat(plan(query).indexOf(OPERATOR)).isLessThan(plan(query).indexOf("(id#"));
    assertThat(query.collectAsList()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void plan_ofAFilterOnAnswersBelowAll_scoresOnce(String handleInvalid, SparkSession spark) {
    Dataset<Row> scored = model(handleInvalid).transform(table(spark));
    assertThat(operators(scored.where("prediction = 1"))).isOne();
    assertThat(operators(scored.where("prediction = 1 AND id > 3").select("probability"))).isOne();
    assertThat(operators(scored.where("prediction = 1").orderBy("id").where("id < 9"))).isOne();
    Dataset<Row> sortedFirst =
        model(handleInvalid).transform(table(spark).orderBy("text")).where("prediction = 1");
    assertThat(operators(sortedFirst)).isOne();
  }

  private static Dataset<Row> scoredAssembled(SparkSession spark) {
    Column numbers = functions.expr("array(id % 4D, bucket - 4D, a % 3D, bucket * 2D)");
    Dataset<Row> table =
        table(spark)
            .withColumn("assembled", org.apache.spark.ml.functions.array_to_vector(numbers));
    return model("keep").setFeaturesCol("assembled").transform(table);
  }

  /** Spark pushes the filter below the projection that makes the features. */
  @ParameterizedTest
  @CsvSource({
    "prediction > 0, id",
    "prediction > 0, 'id, prediction, probability'",
    "prediction > 0 AND id > 5, 'assembled, rawPrediction, probability'",
    "prediction + id % 2 > 1, 'id, prediction, probability'"
  })
  void plan_ofAFilterOnAnswersToFeaturesThatAreMade_scoresOnce(
      String condition, String columns, SparkSession spark) {
    Column kept = functions.expr(condition);
    Column[] selected =
        Arrays.stream(columns.split(", ")).map(functions::col).toArray(Column[]::new);
    Dataset<Row> query = scoredAssembled(spark).where(kept).select(selected);
    assertThat(operators(query)).isOne();
    List<String> batched = rows(query);
    Dataset<Row> single = scoredAssembled(spark).where(kept).select(selected);
    withoutRules(spark);
    assertThat(operators(single)).isZero();
    assertThat(rows(single)).isEqualTo(batched).hasSizeBetween(1, 699);
  }

  static Stream<Arguments> queries() {
    return Stream.of(
        query("id and prediction", scored -> scored.select("id", "prediction")),
        query("filter on id", scored -> scored.where("id = 5")),
        query("id", scored -> scored.select("id")),
        query("all", scored -> scored),
        query("count", scored -> scored.groupBy().count()),
        query("classes", scored -> scored.groupBy("prediction").agg(functions.sum("id"))),
        query("filter on answers", scored -> scored.where("prediction = 1")),
        query("either", scored -> scored.where("prediction = 1 OR id = 5").select("id", "a")),
        query("limit", scored -> scored.orderBy("id").limit(3)),
        query("union", scored -> scored.union(scored)),
        query(
            "self-join",
            scored ->
                scored.as("l").join(scored.as("r"), "id").select("id", "l.prediction", "r.a")),
        query(
            "join on a prediction",
            scored ->
                scored
                    .where("id < 20")
                    .as("l")
                    .join(
                        scored.sparkSession().range(3).as("r"),
                        functions.expr("l.prediction = r.id"))
                    .selectExpr("l.id", "r.id + 1")),
        query(
            "outer join",
            scored ->
                scored
                    .select("id", "prediction")
                    .join(scored.sparkSession().range(690, 710), scala("id"), "right")),
        query("conditional", scored -> scored.selectExpr("id", "IF(id > 5, prediction, -1D)")),
        query(
            "window",
            scored ->
                scored.withColumn(
                    "place",
                    functions.row_number().over(Window.partitionBy("prediction").orderBy("id")))),
        query(
            "function",
            scored -> scored.select(functions.col("id"), sum(functions.col("probability")))),
        query("distinct", scored -> scored.select("prediction", "probability").distinct()),
        query("explode", scored -> scored.selectExpr("id", "explode(array(prediction, id))")),
        query("subquery", ScoredPlansTest::aboveTheMean),
        query("repartition", scored -> scored.repartition(5, functions.col("prediction"))));
  }

  private static scala.collection.Seq<String> scala(String column) {
    return JavaConverters.asScalaBuffer(List.of(column));
  }

  private static Dataset<Row> aboveTheMean(Dataset<Row> scored) {
    scored.createOrReplaceTempView("scored");
    return scored
        .sparkSession()
        .sql("SELECT id FROM scored WHERE prediction > (SELECT avg(prediction) FROM scored)");
  }

  private static Column sum(Column vector) {
    UDF1<Vector, Double> sum = values -> Arrays.stream(values.toArray()).sum();
    UserDefinedFunction function = functions.udf(sum, DataTypes.DoubleType);
    return function.apply(vector);
  }

  private static Arguments query(String name, Query query) {
    return Arguments.of(name, query);
  }

  private static List<String> rows(Dataset<Row> query) {
    List<String> rows = new ArrayList<>();
    query.collectAsList().forEach(row -> rows.add(row.toString()));
    rows.sort(null);
    return rows;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void query_withAndWithoutTheRule_givesTheSameBits(String name, Query query, SparkSession spark) {
    for (String handleInvalid : List.of("error", "skip")) {
      Dataset<Row> batched = query.of(model(handleInvalid).transform(table(spark)));
      assertThat(plan(batched)).doesNotContain("network_answer(features#0");
      List<String> expected = rows(batched);
      Dataset<Row> single = model(handleInvalid).transform(table(spark));
      withoutRules(spark);
      Dataset<Row> again = query.of(single);
      assertThat(operators(again)).isZero();
      assertThat(rows(again)).as(name).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void query_ofAnyKind_leavesNoAnswerToBeComputedRowByRow(
      String name, Query query, SparkSession spark) {
    Dataset<Row> batched = query.of(model("skip").transform(table(spark)));
    String outside =
        batched
            .queryExecution()
            .executedPlan()
            .toString()
            .lines()
            .filter(line -> !line.contains(OPERATOR))
            .reduce("", String::concat);
    assertThat(outside).as(name).doesNotContain("network_answer");
  }

  @Test
  void plan_ofASessionWhoseStrategiesAreReplaced_scoresRowByRow(SparkSession spark) {
    Dataset<Row> scored = model("error").transform(table(spark)).where("id < 5");
    List<String> expected = rows(scored);
    spark.experimental().extraStrategies_$eq(JavaConverters.asScalaBuffer(List.of()));
    Dataset<Row> again = scored.select("*");
    assertThat(operators(again)).isZero();
    assertThat(rows(again)).isEqualTo(expected);
  }

  @Test
  void transform_manyTimes_addsTheRuleOnce(SparkSession spark) {
    for (int i = 0; i < 3; i++) {
      assertThat(model("error").transform(table(spark)).columns()).contains("prediction");
    }
    assertThat(spark.experimental().extraOptimizations().size()).isOne();
    assertThat(spark.experimental().extraStrategies().size()).isOne();
    assertThat(spark.newSession().experimental().extraStrategies().size()).isZero();
  }

  @Test
  void transform_byTwoModelsOneAfterTheOther_scoresOnceEach(SparkSession spark) {
    DropoutClassificationModel second = model("skip");
    second.setRawPredictionCol("r2").setProbabilityCol("p2").setPredictionCol("c2");
    second.set(second.thresholds(), new double[] {1, 1, 1});
    Dataset<Row> both = second.transform(model("error").transform(table(spark)));
    assertThat(operators(both)).isEqualTo(2);
    assertThat(both.where("rawPrediction = r2").count()).isEqualTo(700);
  }

  @Test
  void transform_ofALocalTable_isNotComputedWhileAQueryIsPlanned(SparkSession spark) {
    Dataset<Row> scored = model("error").transform(Blobs.easy(spark, 50));
    assertThat(operators(scored)).isOne();
    assertThat(scored.queryExecution().optimizedPlan().toString()).contains("ScoreInBatches");
  }

  @Test
  void transform_ofACachedTable_readsTheCache(SparkSession spark) {
    Dataset<Row> scored = model("error").transform(table(spark)).cache();
    assertThat(plan(scored.where("prediction = 1"))).contains("InMemoryTableScan");
    assertThat(plan(scored.where("prediction = 1").select("id")))
        .contains("InMemoryRelation", OPERATOR);
    long ones = scored.where("prediction = 1").count();
    scored.unpersist(true);
    assertThat(scored.where("prediction = 1").count()).isEqualTo(ones).isPositive();
  }

  @Test
  void transform_ofEmptyPartitions_givesNoRows(SparkSession spark) {
    Dataset<Row> none = model("error").transform(table(spark).where("id < 0").repartition(3));
    assertThat(none.collectAsList()).isEmpty();
    Dataset<Row> few = model("error").transform(table(spark).where("id < 2").repartition(9));
    assertThat(few.collectAsList()).hasSize(2);
  }
}
