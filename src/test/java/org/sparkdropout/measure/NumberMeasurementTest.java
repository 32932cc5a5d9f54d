package org.sparkdropout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.testing.SparkTest;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

@SparkTest
class NumberMeasurementTest {
  private static final NumberPredictions COLUMNS =
      new NumberPredictions("the.label", "a `prediction`");

  private static StructType schema(DataType type) {
    return new StructType()
        .add("the.label", type)
        .add("a `prediction`", type)
        .add("part", DataTypes.StringType);
  }

  private static Dataset<Row> numbers(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, schema(DataTypes.DoubleType));
  }

  private static Dataset<Row> vectors(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, schema(SQLDataTypes.VectorType()));
  }

  private static Map<String, NumberMetrics> measure(Dataset<Row> table) {
    return new NumberMeasurement(COLUMNS).of(table, "part", "training");
  }

  /** Labels of deviation 3 around an offset, predictions off by 1 in the mean. */
  private static List<Row> rows(int count, double offset) {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double label = offset + 3 * random.nextGaussian();
      String part = i % 5 == 0 ? "test" : "training";
      rows.add(RowFactory.create(label, label + random.nextGaussian(), part));
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void of_numbers_agreesWithSparkAndDoesNotDependOnTheLayout(int partitions, SparkSession spark) {
    Dataset<Row> table = numbers(spark, rows(500, 40));
    Map<String, NumberMetrics> metrics = measure(table);
    Dataset<Row> shuffled =
        table.orderBy(functions.rand(partitions)).repartition(partitions).cache();
    assertThat(measure(shuffled)).isEqualTo(metrics);

    assertThat(metrics.keySet()).containsExactly("test", "training");
    metrics.forEach(
        (part, found) -> {
          Dataset<Row> rows =
              table.filter(functions.col("part").equalTo(part)).toDF("label", "prediction", "part");
          assertThat(found.rows()).isEqualTo(rows.count());
          assertThat(found.rmse()).isCloseTo(evaluated(rows, "rmse"), within(1e-12));
          assertThat(found.mae()).isCloseTo(evaluated(rows, "mae"), within(1e-12));
          assertThat(found.r2()).isCloseTo(evaluated(rows, "r2"), within(1e-12));
          assertThat(found.numbers()).isNull();
        });
  }

  private static double evaluated(Dataset<Row> rows, String metric) {
    return new RegressionEvaluator().setMetricName(metric).evaluate(rows);
  }

  /** Plain sums of squares would lose the spread of such labels, which is 1e-16 of them. */
  @Test
  void of_labelsFarFromZero_hasTheSameFigures(SparkSession spark) {
    double offset = 1L << 30;
    List<Row> rows =
        IntStream.range(0, 64)
            .mapToObj(
                i -> RowFactory.create(offset + i % 8, offset + i % 8 + i % 2 * 0.5, "training"))
            .toList();
    NumberMetrics found = measure(numbers(spark, rows)).get("training");
    assertThat(found.rmse()).isEqualTo(Math.sqrt(0.125));
    assertThat(found.mae()).isEqualTo(0.25);
    assertThat(found.rmseOfMeanLabel()).isEqualTo(Math.sqrt(5.25));
    assertThat(found.r2()).isEqualTo(1 - 0.125 / 5.25);
  }

  @Test
  void of_testRows_areComparedWithTheMeanLabelOfTheTrainingRows(SparkSession spark) {
    Map<String, NumberMetrics> found =
        measure(
            numbers(
                spark,
                List.of(
                    RowFactory.create(1.0, 2.0, "training"),
                    RowFactory.create(3.0, 3.0, "training"),
                    RowFactory.create(2.0, 2.5, "test"),
                    RowFactory.create(6.0, 4.5, "test"))));
    assertThat(found.get("training"))
        .isEqualTo(new NumberMetrics(2, Math.sqrt(0.5), 0.5, 0.5, 1, 0, 0, null));
    assertThat(found.get("test"))
        .isEqualTo(new NumberMetrics(2, Math.sqrt(1.25), 1, 1 - 2.5 / 8, Math.sqrt(8), 0, 0, null));
  }

  @Test
  void of_vectors_hasTheFiguresOfEachNumber(SparkSession spark) {
    Vector zero = Vectors.dense(0, 0);
    Map<String, NumberMetrics> found =
        measure(
            vectors(
                spark,
                List.of(
                    RowFactory.create(Vectors.dense(-1, 10), zero, "training"),
                    RowFactory.create(Vectors.sparse(2, new int[0], new double[0]), zero, "test"),
                    RowFactory.create(Vectors.dense(2, 4), Vectors.dense(1, 1), "test"))));
    List<NumberQuality> numbers =
        List.of(
            new NumberQuality(Math.sqrt(0.5), 0.5, 0.5, Math.sqrt(5)),
            new NumberQuality(Math.sqrt(4.5), 1.5, 1 - 9 / 8.0, Math.sqrt(68)));
    assertThat(found.get("test"))
        .isEqualTo(new NumberMetrics(2, Math.sqrt(2.5), 1, 0.1875, Math.sqrt(36.5), 0, 0, numbers));
    assertThat(found.get("training").r2()).isNull();
  }

  @Test
  void of_missingAndUnansweredRows_countsEach(SparkSession spark) {
    Map<String, NumberMetrics> found =
        measure(
            numbers(
                spark,
                List.of(
                    RowFactory.create(null, 1.0, "training"),
                    RowFactory.create(Double.NaN, 1.0, "training"),
                    RowFactory.create(Double.POSITIVE_INFINITY, 1.0, "training"),
                    RowFactory.create(-1e150, 1.0, "training"),
                    RowFactory.create(null, Double.NaN, "training"),
                    RowFactory.create(1.0, Double.NaN, "training"),
                    RowFactory.create(1.0, null, "training"),
                    RowFactory.create(4.0, 4.0, "test"))));
    double none = Double.NaN;
    assertThat(found.get("training"))
        .isEqualTo(new NumberMetrics(0, none, none, null, none, 5, 2, null));
    assertThat(found.get("test")).isEqualTo(new NumberMetrics(1, 0, 0, null, none, 0, 0, null));
  }

  @Test
  void of_missingNumberOfAVector_countsTheRow(SparkSession spark) {
    Vector both = Vectors.dense(1, 2);
    Vector half = Vectors.dense(1, Double.NaN);
    NumberMetrics found =
        measure(
                vectors(
                    spark,
                    List.of(
                        RowFactory.create(half, both, "training"),
                        RowFactory.create(both, half, "training"),
                        RowFactory.create(both, both, "training"))))
            .get("training");
    assertThat(found.rows()).isEqualTo(1);
    assertThat(found.rowsWithoutLabel()).isEqualTo(1);
    assertThat(found.rowsWithoutPrediction()).isEqualTo(1);
  }

  @Test
  void of_noRows_hasNoParts(SparkSession spark) {
    assertThat(measure(numbers(spark, List.of()))).isEmpty();
  }

  @Test
  void of_labelOfAnotherWidth_isRefused(SparkSession spark) {
    Dataset<Row> table =
        vectors(
            spark,
            List.of(RowFactory.create(Vectors.dense(1, 2, 3), Vectors.dense(1, 2), "training")));
    assertThatThrownBy(() -> measure(table))
        .hasRootCauseInstanceOf(InvalidDataException.class)
        .rootCause()
        .hasMessageContaining("labelCol must hold as many numbers as the network predicts.")
        .hasMessageContaining("width 3, the prediction has width 2");
  }

  @Test
  void of_wholeAndDecimalLabels_areRead(SparkSession spark) {
    Dataset<Row> table =
        numbers(spark, rows(50, 0))
            .withColumn("the.label", functions.col("`the.label`").cast("decimal(10,2)"));
    NumberMetrics decimal = measure(table).get("training");
    assertThat(decimal.rows()).isEqualTo(40);
    assertThat(decimal.rmse()).isBetween(0.5, 1.5);
    NumberMetrics whole =
        measure(table.withColumn("the.label", functions.lit(7).cast("int"))).get("training");
    assertThat(whole.rmseOfMeanLabel()).isZero();
    assertThat(whole.r2()).isNull();
  }

  @Test
  void metrics_asJson_leaveOutWhatIsUndefined() throws IOException {
    String json =
        new ObjectMapper().writeValueAsString(new NumberMetrics(1, 2, 2, null, 3, 4, 5, null));
    assertThat(json)
        .isEqualTo(
            "{\"rows\":1,\"rmse\":2.0,\"mae\":2.0,\"rmseOfMeanLabel\":3.0,\"rowsWithoutLabel\":4,\"rowsWithoutPrediction\":5}");
  }

  /** Executors send their sums back by the serialiser that users choose. */
  @Test
  void sums_byKryo_keepEveryFigure() {
    PartResiduals part = new PartResiduals();
    rows(100, 1e6).forEach(row -> part.add(RowFactory.create("", row.get(0), row.get(1))));
    assertThat(copy(part).metrics(copy(part).meanLabel()))
        .isEqualTo(part.metrics(part.meanLabel()));
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T value) {
    SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();
    ClassTag<T> type = (ClassTag<T>) ClassTag$.MODULE$.apply(value.getClass());
    return kryo.deserialize(kryo.serialize(value, type), type);
  }
}
