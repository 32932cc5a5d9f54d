package org.sparkdropout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class PredictionsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType)
          .add("prediction", DataTypes.DoubleType)
          .add("probability", SQLDataTypes.VectorType());

  private static Row row(Double label, double prediction) {
    return RowFactory.create(label, prediction, Vectors.dense(0.75, 0.25));
  }

  @Test
  void quality_ofLabelsThatAreNoClass_countsThemAsErrors(SparkSession spark) {
    List<Row> rows =
        List.of(
            row(0.0, 0),
            row(1.0, 0),
            row(-1.0, 0),
            row(0.5, 0),
            row(2.0, 0),
            row(Double.NaN, 0),
            row(null, 0),
            row(1.0, Double.NaN));
    ClassificationQuality quality =
        new Predictions("label", "prediction", "probability")
            .quality(spark.createDataFrame(rows, SCHEMA));
    assertThat(quality.rows()).isEqualTo(5);
    assertThat(quality.error()).isEqualTo(0.8);
    assertThat(quality.loss())
        .isCloseTo(-(Math.log(0.75) + Math.log(0.25) + 3 * Math.log(1e-15)) / 5, within(1e-12));
  }
}
