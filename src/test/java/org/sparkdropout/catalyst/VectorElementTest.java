package org.sparkdropout.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class VectorElementTest {
  private static final List<Row> ROWS =
      List.of(
          RowFactory.create(Vectors.dense(1.5, -0.0, Double.NaN)),
          RowFactory.create(Vectors.sparse(3, new int[] {1}, new double[] {7})),
          RowFactory.create(Vectors.sparse(3, new int[0], new double[0])),
          RowFactory.create((Vector) null));

  @ParameterizedTest
  @ValueSource(strings = {"CODEGEN_ONLY", "NO_CODEGEN"})
  void of_anyVector_givesItsNumbers(String mode, SparkSession spark) {
    spark.conf().set("spark.sql.codegen.factoryMode", mode);
    spark.conf().set("spark.sql.codegen.wholeStage", mode.equals("CODEGEN_ONLY"));
    StructType schema = new StructType().add("v", SQLDataTypes.VectorType());
    Dataset<Row> elements =
        spark.createDataFrame(ROWS, schema).repartition(1).select(elements(functions.col("v"), 3));
    List<List<Object>> found = new ArrayList<>();
    for (Row row : elements.collectAsList()) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(row.get(i));
      }
      found.add(values);
    }
    List<Object> none = new ArrayList<>();
    none.add(null);
    none.add(null);
    none.add(null);
    assertThat(found)
        .containsExactlyInAnyOrder(
            List.of(1.5, -0.0, Double.NaN), List.of(0.0, 7.0, 0.0), List.of(0.0, 0.0, 0.0), none);
  }

  private static Column[] elements(Column vector, int size) {
    Column[] columns = new Column[size];
    for (int i = 0; i < size; i++) {
      columns[i] = VectorElement.of(vector, i).as("e" + i);
    }
    return columns;
  }
}
