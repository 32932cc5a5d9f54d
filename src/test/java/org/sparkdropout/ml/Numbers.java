package org.sparkdropout.ml;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Tables whose labels are numbers around 1000, or vectors of three. */
final class Numbers {
  private Numbers() {}

  /** Four features; the label is 1000 + 50 times a function of them. */
  static Dataset<Row> table(SparkSession spark, int rows) {
    return table(spark, rows, 4);
  }

  /** Some features, of which the first four make the label. */
  static Dataset<Row> table(SparkSession spark, int rows, int features) {
    Random random = new Random(11);
    List<Row> made =
        IntStream.range(0, rows)
            .mapToObj(
                row -> {
                  double[] x = random.doubles(features, -1, 1).toArray();
                  double label = 1000 + 50 * (x[0] + x[1] * x[2]);
                  return RowFactory.create(
                      Vectors.dense(x), label, Vectors.dense(label, -label / 100, x[3]));
                })
            .toList();
    StructType type =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", "double")
            .add("three", SQLDataTypes.VectorType());
    return spark.createDataFrame(made, type);
  }
}
