package org.sparkdropout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class ClassCountsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType)
          .add("prediction", DataTypes.DoubleType)
          .add("probability", SQLDataTypes.VectorType());
  private static final Predictions COLUMNS = new Predictions("label", "prediction", "probability");

  private static Row row(Double label, double... probabilities) {
    return RowFactory.create(
        label, (double) Vectors.dense(probabilities).argmax(), Vectors.dense(probabilities));
  }

  private static List<Row> random(int count) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double first = random.nextDouble();
      double second = (1 - first) * random.nextDouble();
      rows.add(row((double) random.nextInt(3), first, second, 1 - first - second));
    }
    return rows;
  }

  private static ClassCounts count(SparkSession spark, List<Row> rows) {
    return ClassCounts.of(spark.createDataFrame(rows, SCHEMA), COLUMNS, 3);
  }

  @Test
  void of_manyRows_agreesWithSparkAndWithPredictions(SparkSession spark) {
    Dataset<Row> table = spark.createDataFrame(random(400), SCHEMA);
    ClassCounts counts = ClassCounts.of(table, COLUMNS, 3);
    assertThat(counts.quality()).isEqualTo(COLUMNS.quality(table));
    MulticlassMetrics peer = new MulticlassMetrics(table.select("prediction", "label"));
    for (int c = 0; c < 3; c++) {
      assertThat(counts.error(c)).isCloseTo(1 - peer.recall(c), within(1e-12));
      for (int p = 0; p < 3; p++) {
        assertThat((double) counts.confusion().get(c).get(p))
            .isEqualTo(peer.confusionMatrix().apply(c, p));
      }
    }
  }

  /** The calibration error, row by row as the paper defines it. */
  @Test
  void calibration_manyRows_isThatOfThePaper(SparkSession spark) {
    List<Row> rows = random(400);
    double[] confidence = new double[16];
    double[] right = new double[16];
    for (Row row : rows) {
      double most = row.<org.apache.spark.ml.linalg.Vector>getAs(2).apply((int) row.getDouble(1));
      int bin = 0;
      while (most > bin / 15.0) {
        bin++;
      }
      confidence[bin] += most;
      right[bin] += row.getDouble(0) == row.getDouble(1) ? 1 : 0;
    }
    double expected = 0;
    for (int bin = 0; bin < 16; bin++) {
      expected += Math.abs(right[bin] - confidence[bin]) / 400;
    }
    Calibration found = count(spark, rows).calibration();
    assertThat(found.ece()).isCloseTo(expected, within(1e-12)).isBetween(0.1, 0.5);
    assertThat(found.bins().stream().mapToLong(CalibrationBin::rows).sum()).isEqualTo(400);
  }

  /** 0.6 is the upper end of the ninth bin. */
  @Test
  void calibration_upperEnds_belongToTheirBins(SparkSession spark) {
    List<Row> rows = List.of(row(0.0, 0.6, 0.4, 0), row(1.0, 0.55, 0.45, 0), row(0.0, 1, 0, 0));
    assertThat(count(spark, rows).calibration())
        .isEqualTo(
            Calibration.of(
                List.of(new CalibrationBin(2, 0.575, 0.5), new CalibrationBin(1, 1, 1))));
  }

  @Test
  void calibration_twoRuns_poolsTheirAnswers(SparkSession spark) {
    ClassCounts one = count(spark, List.of(row(0.0, 0.9, 0.1, 0)));
    ClassCounts other = count(spark, List.of(row(1.0, 0.9, 0.1, 0)));
    assertThat(one.calibration().ece()).isCloseTo(0.1, within(1e-12));
    assertThat(other.calibration().ece()).isCloseTo(0.9, within(1e-12));
    assertThat(ClassCounts.calibration(List.of(one, other)).bins())
        .containsExactly(new CalibrationBin(2, 0.9, 0.5));
  }

  @Test
  void of_rowsOtherwiseOrdered_isTheSame(SparkSession spark) {
    Dataset<Row> table = spark.createDataFrame(random(300), SCHEMA);
    ClassCounts counts = ClassCounts.of(table, COLUMNS, 3);
    ClassCounts other = ClassCounts.of(table.orderBy(functions.rand(3)).repartition(5), COLUMNS, 3);
    assertThat(other.quality()).isEqualTo(counts.quality());
    assertThat(other.calibration()).isEqualTo(counts.calibration());
  }

  /** Neither is of a class; only rows with a label count. */
  @Test
  void of_labelsMissingOrUnseen_countsTheUnseenAsWrong(SparkSession spark) {
    List<Row> rows = List.of(row(null, 1, 0, 0), row(7.0, 1, 0, 0), row(0.0, 1, 0, 0));
    ClassCounts counts = count(spark, rows);
    assertThat(counts.quality().rows()).isEqualTo(2);
    assertThat(counts.quality().error()).isEqualTo(0.5);
    assertThat(counts.rows(0)).isEqualTo(1);
    assertThat(counts.confusion().get(0)).containsExactly(1L, 0L, 0L);
    assertThat(counts.rows(2)).isZero();
    assertThat(counts.error(2)).isNaN();
  }

  @Test
  void of_noRows_hasNoFigures(SparkSession spark) {
    ClassCounts counts = count(spark, List.of());
    assertThat(counts.quality().rows()).isZero();
    assertThat(counts.calibration().ece()).isNaN();
    assertThat(counts.calibration().bins()).isEmpty();
  }

  @Test
  void confusion_manyClasses_isLeftOut(SparkSession spark) {
    Dataset<Row> table = spark.createDataFrame(random(10), SCHEMA);
    assertThat(ClassCounts.of(table, COLUMNS, 101).confusion()).isEmpty();
    assertThat(ClassCounts.of(table, COLUMNS, 101).quality()).isEqualTo(COLUMNS.quality(table));
  }
}
