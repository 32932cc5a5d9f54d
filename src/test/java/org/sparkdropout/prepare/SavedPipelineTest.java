package org.sparkdropout.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;

/** A pipeline of {@code conf/train-penguins.conf}, saved when each step was a stage of its own. */
@SparkTest
class SavedPipelineTest {
  @Test
  void load_versionOne_scoresAsItDid(SparkSession spark) throws Exception {
    Path place =
        Path.of(SavedPipelineTest.class.getResource("pipeline-v1/metadata").toURI()).getParent();
    PipelineModel pipeline = PipelineModel.load(place.toUri().toString());
    assertThat(pipeline.stages()[0]).isInstanceOf(RawColumns.class);
    Dataset<Row> penguins =
        spark
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .option("nullValue", "NA")
            .csv("data-samples/penguins.csv");
    Dataset<Row> scored = pipeline.transform(penguins);
    assertThat(scored.count()).isEqualTo(344);
    assertThat(scored.filter("predictedLabel = species").count()).isEqualTo(343);
    assertThat(scored.select("probability").first().<Vector>getAs(0).toArray())
        .containsExactly(
            new double[] {0.9999999800193713, 1.9818660296798017e-8, 1.6196835657835715e-10},
            within(1e-9));
  }
}
