package org.sparkdropout.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small tables to learn: points around the corners of a triangle, one class a corner. */
final class Blobs {
  static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType)
          .add("held", DataTypes.BooleanType);

  private static final double[][] CORNERS = {{2, 0, 0, 1}, {-2, 1, 0, 0}, {0, -2, 1, 0}};

  private Blobs() {}

  /** Rows of three classes that a network separates almost without error. */
  static Dataset<Row> easy(SparkSession spark, int rows) {
    return table(spark, rows, 3, 0.5);
  }

  /** Rows of three classes that overlap much. */
  static Dataset<Row> hard(SparkSession spark, int rows) {
    return table(spark, rows, 3, 3);
  }

  /** Rows of the classes 0 and 1. */
  static Dataset<Row> binary(SparkSession spark, int rows) {
    return table(spark, rows, 2, 0.5);
  }

  private static Dataset<Row> table(SparkSession spark, int rows, int classes, double deviation) {
    Random random = new Random(7);
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] features = CORNERS[i % classes].clone();
      for (int f = 0; f < features.length; f++) {
        features[f] += deviation * random.nextGaussian();
      }
      list.add(
          RowFactory.create(
              (long) i, Vectors.dense(features), (double) (i % classes), 1.0, i % 5 == 0));
    }
    return spark.createDataFrame(list, SCHEMA);
  }

  /** A small network that learns these tables in a second or two. */
  static DropoutClassifier classifier() {
    return new DropoutClassifier()
        .setHiddenLayers(16)
        .setHiddenDropout(0.2)
        .setMaxIter(5)
        .setBatchSize(16)
        .setReplicas(2)
        .setAveragingInterval(5)
        .setSeed(3);
  }

  /** The share of rows whose prediction is not their label. */
  static double error(Dataset<Row> scored) {
    return (double) scored.where("prediction != label").count() / scored.count();
  }
}
