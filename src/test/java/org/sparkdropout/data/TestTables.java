package org.sparkdropout.data;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small tables of the columns features, label, weight, held. */
final class TestTables {
  static final ExampleColumns COLUMNS = ExampleColumns.of("features", "label");

  private TestTables() {}

  static Dataset<Row> of(SparkSession spark, Row... rows) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("weight", DataTypes.DoubleType)
            .add("held", DataTypes.BooleanType);
    return spark.createDataFrame(Arrays.asList(rows), schema);
  }

  static Row row(Vector features, Double label, Double weight, Boolean held) {
    return RowFactory.create(features, label, weight, held);
  }

  static Row row(Vector features, Double label) {
    return row(features, label, 1.0, false);
  }

  /** A row without defects. */
  static Row good(double label) {
    return row(Vectors.dense(1, 2), label);
  }
}
