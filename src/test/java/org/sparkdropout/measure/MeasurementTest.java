package org.sparkdropout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;
import scala.Tuple2;

@SparkTest
class MeasurementTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("the.label", DataTypes.DoubleType)
          .add("my.prediction", DataTypes.DoubleType)
          .add("a `probability`", SQLDataTypes.VectorType())
          .add("part", DataTypes.StringType)
          .add("text", DataTypes.StringType);
  private static final Predictions COLUMNS =
      new Predictions("the.label", "my.prediction", "a `probability`");

  /** Predictions of random probabilities, with many ties. */
  private static List<Row> rows(int count, int classes) {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] shares = random.doubles(classes).map(x -> 1 + Math.floor(x * 9)).toArray();
      double sum = Arrays.stream(shares).sum();
      Vector probability = Vectors.dense(Arrays.stream(shares).map(x -> x / sum).toArray());
      double label = random.nextInt(classes);
      rows.add(row(label, probability.argmax(), probability, i % 5 == 0 ? "test" : "training"));
    }
    return rows;
  }

  private static Row row(Double label, double prediction, Vector probability, String part) {
    return RowFactory.create(label, prediction, probability, part, "t" + label);
  }

  private static Map<String, Metrics> measure(Dataset<Row> table, String... labels) {
    return new Measurement(COLUMNS, List.of(labels)).of(table, "part", "text", "training");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void of_threeClasses_agreesWithSparkAndDoesNotDependOnTheLayout(
      int partitions, SparkSession spark) {
    List<Row> rows = rows(300, 3);
    Dataset<Row> table = spark.createDataFrame(rows, SCHEMA);
    Map<String, Metrics> metrics = measure(table, "a", "b", "c");
    assertThat(
            measure(
                table.orderBy(functions.rand(partitions)).repartition(partitions), "a", "b", "c"))
        .isEqualTo(metrics);

    assertThat(metrics.keySet()).containsExactly("test", "training");
    for (String part : metrics.keySet()) {
      List<Row> ofPart = rows.stream().filter(row -> row.getString(3).equals(part)).toList();
      Metrics found = metrics.get(part);
      MulticlassMetrics spark3 =
          new MulticlassMetrics(
              spark.createDataFrame(ofPart, SCHEMA).selectExpr("`my.prediction`", "`the.label`"));
      assertThat(found.rows()).isEqualTo(ofPart.size());
      assertThat(found.error()).isCloseTo(1 - spark3.accuracy(), within(1e-12));
      assertThat(found.loss()).isCloseTo(loss(ofPart), within(1e-12));
      assertThat(found.areaUnderRoc()).isNull();
      for (int c = 0; c < 3; c++) {
        ClassQuality one = found.classes().get(c);
        assertThat(one.precision()).isCloseTo(spark3.precision(c), within(1e-12));
        assertThat(one.recall()).isCloseTo(spark3.recall(c), within(1e-12));
        assertThat(one.f1()).isCloseTo(spark3.fMeasure(c), within(1e-12));
      }
      assertThat(found.confusion())
          .allSatisfy(
              cell ->
                  assertThat((double) cell.rows())
                      .isEqualTo(
                          spark3
                              .confusionMatrix()
                              .apply(
                                  "abc".indexOf(cell.label()), "abc".indexOf(cell.predicted()))));
      assertThat(found.confusion().stream().mapToLong(Cell::rows).sum()).isEqualTo(ofPart.size());
    }
  }

  private static double loss(List<Row> rows) {
    return rows.stream()
        .mapToDouble(row -> -Math.log(row.<Vector>getAs(2).apply((int) row.getDouble(0))))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void of_twoClasses_hasTheAreaOfAllPairs(int partitions, SparkSession spark) {
    List<Row> rows = rows(400, 2);
    Dataset<Row> table = spark.createDataFrame(rows, SCHEMA).repartition(partitions);
    double area = measure(table, "no", "yes").get("training").areaUnderRoc();
    assertThat(area).isEqualTo(naive(rows));
    BinaryClassificationMetrics spark3 =
        new BinaryClassificationMetrics(
            table
                .filter("part = 'training'")
                .toJavaRDD()
                .map(
                    row ->
                        new Tuple2<Object, Object>(row.<Vector>getAs(2).apply(1), row.getDouble(0)))
                .rdd(),
            0);
    assertThat(area).isCloseTo(spark3.areaUnderROC(), within(1e-12));
  }

  private static double naive(List<Row> rows) {
    long twice = 0;
    long pairs = 0;
    for (Row one : rows) {
      for (Row other : rows) {
        if (one.getString(3).equals("training")
            && other.getString(3).equals("training")
            && one.getDouble(0) == 1
            && other.getDouble(0) == 0) {
          int order =
              Double.compare(one.<Vector>getAs(2).apply(1), other.<Vector>getAs(2).apply(1));
          twice += order + 1;
          pairs++;
        }
      }
    }
    return twice / (2.0 * pairs);
  }

  @Test
  void of_unseenMissingAndUnansweredRows_countsEach(SparkSession spark) {
    Vector sure = Vectors.dense(1, 0);
    Vector none = Vectors.dense(Double.NaN, Double.NaN);
    Dataset<Row> table =
        spark.createDataFrame(
            List.of(
                row(0.0, 0, sure, "training"),
                row(0.0, 0, sure, "training"),
                row(1.0, 0, sure, "training"),
                row(0.0, 0, sure, "test"),
                row(2.0, 0, sure, "test"),
                row(2.0, 0, sure, "test"),
                row(-1.0, 0, sure, "test"),
                row(null, 0, sure, "test"),
                row(Double.NaN, 0, sure, "test"),
                row(1.0, Double.NaN, none, "test")),
            SCHEMA);
    Metrics test = measure(table, "no", "yes").get("test");
    assertThat(test.rows()).isEqualTo(4);
    assertThat(test.error()).isEqualTo(0.75);
    assertThat(test.loss()).isCloseTo(-0.75 * Math.log(1e-15), within(1e-12));
    assertThat(test.areaUnderRoc()).isNull();
    assertThat(test.largestClass()).isEqualTo(new LargestClass("no", 0.75));
    assertThat(test.rowsWithoutLabel()).isEqualTo(2);
    assertThat(test.rowsWithoutPrediction()).isEqualTo(1);
    assertThat(test.unseenLabels()).containsExactly(Map.entry("t-1.0", 1L), Map.entry("t2.0", 2L));
    assertThat(test.confusion())
        .containsExactly(new Cell("no", "no", 1), new Cell("(unseen)", "no", 3));
    assertThat(test.classes())
        .containsExactly(
            new ClassQuality("no", 1, 0.25, 1.0, 0.4),
            new ClassQuality("yes", 0, null, null, null));
  }
}
