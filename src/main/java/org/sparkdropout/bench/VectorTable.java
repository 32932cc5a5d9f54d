package org.sparkdropout.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** The workload's rows as a cached table of vectors and labels, one partition a replica. */
final class VectorTable {
  private VectorTable() {}

  static Dataset<Row> of(Workload workload, SparkSession spark) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType);
    List<Row> rows =
        IntStream.range(0, workload.rows()).mapToObj(row -> row(workload, row)).toList();
    Dataset<Row> table =
        spark
            .createDataFrame(rows, schema)
            .repartition(workload.replicas())
            .persist(StorageLevel.MEMORY_ONLY());
    table.count();
    return table;
  }

  private static Row row(Workload workload, int row) {
    float[] features = workload.features(row);
    double[] values = IntStream.range(0, features.length).mapToDouble(i -> features[i]).toArray();
    return RowFactory.create(Vectors.dense(values), (double) workload.label(row));
  }
}
