package org.sparkdropout.export;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.DropoutRegressor;

/** Small models of four features, for three classes or for numbers. */
final class Models {
  private Models() {}

  static Dataset<Row> table(SparkSession spark, int rows) {
    Random random = new Random(5);
    List<Row> made =
        IntStream.range(0, rows)
            .mapToObj(
                row -> {
                  double label = row % 3;
                  double[] features = random.doubles(4, label - 1, label + 1).toArray();
                  return RowFactory.create(label, Vectors.dense(features));
                })
            .toList();
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    return spark.createDataFrame(made, schema);
  }

  static DropoutClassifier classifier() {
    return new DropoutClassifier()
        .setHiddenLayers(new int[] {8, 5})
        .setInputDropout(0.2)
        .setHiddenDropout(0.4, 0.3)
        .setBatchSize(16)
        .setMaxIter(2)
        .setReplicas(2);
  }

  static DropoutClassificationModel fit(SparkSession spark) {
    return classifier().fit(table(spark, 120));
  }

  /**
   * A table whose labels lie around a mean with a deviation, and are vectors of two numbers as
   * well.
   */
  static Dataset<Row> numbers(SparkSession spark, int rows, double mean, double deviation) {
    Random random = new Random(6);
    List<Row> made =
        IntStream.range(0, rows)
            .mapToObj(
                row -> {
                  double[] features = random.doubles(4, -1, 1).toArray();
                  double label = mean + deviation * (features[0] + features[1] * features[2]);
                  return RowFactory.create(
                      label, Vectors.dense(label, -3 * label), Vectors.dense(features));
                })
            .toList();
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("pair", SQLDataTypes.VectorType())
            .add("features", SQLDataTypes.VectorType());
    return spark.createDataFrame(made, schema);
  }

  static DropoutRegressor regressor() {
    return new DropoutRegressor()
        .setHiddenLayers(8, 5)
        .setInputDropout(0.2)
        .setHiddenDropout(0.4, 0.3)
        .setBatchSize(16)
        .setMaxIter(2)
        .setReplicas(2);
  }
}
