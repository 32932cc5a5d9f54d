package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class NetworkOfRuntimeTest {
  @TempDir private Path folder;

  private MultiLayerNetwork restored(String file) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(new File(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "logistic", "tanh"})
  void save_anyActivation_agrees(String activation, SparkSession spark) throws IOException {
    DropoutClassificationModel model =
        Models.classifier().setActivation(activation).fit(Models.table(spark, 60));
    String file = folder.resolve("model-dl4j.zip").toString();
    Verification verification =
        ModelExport.dl4j(model).verifiedOn(Models.table(spark, 60)).save(file);
    assertThat(verification.rows()).isEqualTo(60);
    assertThat(verification.largestDifference()).isBetween(1e-12, 1e-6);
  }

  @Test
  void save_hasNoDropoutAndTrainsOn(SparkSession spark) throws IOException {
    DropoutClassificationModel model = Models.fit(spark);
    String file = folder.resolve("model-dl4j.zip").toString();
    ModelExport.dl4j(model).save(file);
    MultiLayerNetwork network = restored(file);
    assertThat(Arrays.stream(network.getLayers()).map(layer -> layer.conf().getLayer()))
        .allMatch(layer -> layer instanceof org.deeplearning4j.nn.conf.layers.BaseLayer)
        .allMatch(
            layer -> ((org.deeplearning4j.nn.conf.layers.BaseLayer) layer).getIDropout() == null);
    DenseLayer first = (DenseLayer) network.getLayer(0).conf().getLayer();
    assertThat(first.getIUpdater()).isEqualTo(new Nesterovs(0.1, 0.9));
    DataSet example =
        new DataSet(
            Nd4j.create(new float[][] {{1, 0, 1, 0}}), Nd4j.create(new float[][] {{0, 1, 0}}));
    double before = network.score(example);
    for (int step = 0; step < 20; step++) {
      network.fit(example);
    }
    assertThat(network.score(example)).isLessThan(before);
  }
}
