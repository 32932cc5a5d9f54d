package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class PreparingTest {
  @TempDir private Path folder;

  private Dataset<Row> written(NumbersTable table, SparkSession spark) {
    String path = folder.resolve("table").toString();
    table.write(spark, path);
    return spark.read().parquet(path);
  }

  /**
   * Both contenders do the same work, or their times could not be compared. Spark's median is one
   * of the values in the middle, ours lies between them.
   */
  @Test
  void contenders_makeTheSameFeatures(SparkSession spark) {
    NumbersTable table = new NumbersTable(80, 9);
    Dataset<Row> rows = written(table, spark);
    assertThat(rows.filter("x3 IS NULL OR x4 IS NULL OR x5 IS NULL").count()).isPositive();
    List<Row> ours = features(Preparing.ours(table, rows).transform(rows));
    List<Row> theirs = features(Preparing.peer(table, rows).transform(rows));
    assertThat(ours).hasSize(80);
    for (int row = 0; row < ours.size(); row++) {
      Vector found = ours.get(row).getAs(0);
      Vector expected = theirs.get(row).getAs(0);
      assertThat(found.toArray()).containsExactly(expected.toArray(), Offset.offset(0.1));
    }
  }

  private static List<Row> features(Dataset<Row> rows) {
    return rows.select("features").collectAsList();
  }

  @Test
  void firstStep_endsTraining(SparkSession spark) {
    NumbersTable table = new NumbersTable(600, 3);
    Dataset<Row> rows = written(table, spark);
    Dataset<Row> prepared = Preparing.ours(table, rows).transform(rows);
    int held = spark.sparkContext().getPersistentRDDs().size();
    FirstStep.of(prepared, new int[] {4});
    assertThat(spark.sparkContext().getPersistentRDDs().size()).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(strings = {"300", "300x", "axb", "300x400x2"})
  void shape_ofAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> NumbersTable.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A shape must be columns x rows, such as 2000x300. Provided value: " + text);
  }

  @Test
  void shape_isColumnsThenRows() {
    assertThat(NumbersTable.of("2000x300")).isEqualTo(new NumbersTable(300, 2000));
  }
}
