package org.sparkdropout.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class SampledRowsTest {
  private static Dataset<Row> table(SparkSession spark, List<Vector> vectors) {
    List<Row> rows = vectors.stream().map(RowFactory::create).toList();
    return spark.createDataFrame(
        rows, new StructType().add("my features", SQLDataTypes.VectorType()));
  }

  private static List<Vector> vectors(int count) {
    Random random = new Random(2);
    List<Vector> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(Vectors.dense(i, random.nextDouble()));
    }
    return vectors;
  }

  @Test
  void of_anyOrderAndPartitions_areTheSameRows(SparkSession spark) {
    List<Vector> vectors = vectors(3000);
    List<Vector> once = SampledRows.of(table(spark, vectors), "my features");
    Collections.shuffle(vectors, new Random(7));
    assertThat(SampledRows.of(table(spark, vectors).repartition(5), "my features"))
        .isEqualTo(once)
        .hasSize(1000)
        .doesNotHaveDuplicates();
    assertThat(once.stream().mapToDouble(vector -> vector.apply(0)).average().orElseThrow())
        .isBetween(1400.0, 1600.0); // From all over the table: the deviation of the mean is 22.
  }

  @Test
  void of_fewRows_areAllThatNetworksTake(SparkSession spark) {
    List<Vector> vectors = vectors(5);
    vectors.add(Vectors.dense(1, Double.NaN));
    vectors.add(null);
    vectors.add(Vectors.sparse(2, new int[] {1}, new double[] {4}));
    List<Vector> expected = new ArrayList<>(vectors.subList(0, 5));
    expected.add(vectors.get(7));
    assertThat(SampledRows.of(table(spark, vectors), "my features"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void of_noRows_areNone(SparkSession spark) {
    assertThat(SampledRows.of(table(spark, List.of()), "my features")).isEmpty();
  }
}
