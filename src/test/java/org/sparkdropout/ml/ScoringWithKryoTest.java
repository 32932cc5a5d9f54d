package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What scoring sends to tasks goes through either of Spark's serialisers. */
class ScoringWithKryoTest {
  @Test
  void transform_withKryo_givesTheBitsOfPredict() throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .getOrCreate()) {
      DropoutClassificationModel model = GoldenModelTest.load();
      for (Row row : model.transform(Blobs.hard(spark, 40)).repartition(3).collectAsList()) {
        Vector features = row.getAs("features");
        assertThat(row.<Vector>getAs("rawPrediction")).isEqualTo(model.predictRaw(features));
        assertThat(row.<Double>getAs("prediction")).isEqualTo(model.predict(features));
      }
      model.setMonteCarlo(3);
      for (Row row : model.transform(Blobs.hard(spark, 10)).repartition(3).collectAsList()) {
        Vector features = row.getAs("features");
        assertThat(row.<Vector>getAs("rawPrediction")).isEqualTo(model.predictRaw(features));
      }
    }
  }
}
