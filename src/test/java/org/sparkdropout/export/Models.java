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

/** Small models of four features and three classes. */
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
}
