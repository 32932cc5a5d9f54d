package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.ml.DropoutRegressor;
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
  void save_trainsOnWithTheRatesOfTraining(SparkSession spark) throws IOException {
    MultiLayerNetwork network = exported(Models.fit(spark));
    assertThat(dropouts(network))
        .containsExactly(new Dropout(0.8), new Dropout(0.6), new Dropout(0.7));
    DenseLayer first = (DenseLayer) network.getLayer(0).conf().getLayer();
    assertThat(first.getIUpdater()).isEqualTo(new Nesterovs(0.1, 0.9));
    Nd4j.getRandom().setSeed(1);
    DataSet example =
        new DataSet(
            Nd4j.create(new float[][] {{1, 0, 1, 0}}), Nd4j.create(new float[][] {{0, 1, 0}}));
    assertThat(network.output(example.getFeatures(), true))
        .isNotEqualTo(network.output(example.getFeatures(), false));
    double before = network.score(example);
    for (int step = 0; step < 20; step++) {
      network.fit(example);
    }
    assertThat(network.score(example)).isLessThan(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamw", "schedulefree", "muon"})
  void save_ofOtherOptimizers_hasTheUpdaterNearestToThem(String optimizer, SparkSession spark)
      throws IOException {
    MultiLayerNetwork network =
        exported(
            Models.classifier()
                .setOptimizer(optimizer)
                .setLearningRate(0.03)
                .setBeta2(0.99)
                .fit(Models.table(spark, 60)));
    DenseLayer first = (DenseLayer) network.getLayer(0).conf().getLayer();
    assertThat(first.getIUpdater()).isEqualTo(new Adam(0.03, 0.9, 0.99, 1e-8));
  }

  /** Retain x units is rounded where masks are shared: 6 of 11, 4 of 7 and 2 of 3. */
  @ParameterizedTest
  @CsvSource({"batch, 11, 6", "round, 11, 6", "batch, 7, 4", "round, 3, 2"})
  void save_sharedMasks_haveTheRatesOfTraining(
      String sharing, int units, int kept, SparkSession spark) throws IOException {
    MultiLayerNetwork network =
        exported(
            Models.classifier()
                .setHiddenLayers(units)
                .setHiddenDropout(0.5)
                .setInputDropout(0)
                .setMaskSharing(sharing)
                .setMaxIter(1)
                .fit(Models.table(spark, 60)));
    double dropped = 1 - (double) kept / units;
    assertThat(dropouts(network)).containsExactly(null, new Dropout(1 - dropped));
  }

  @Test
  void save_noiseAndNothing_areAsInTraining(SparkSession spark) throws IOException {
    DropoutClassifier classifier = Models.classifier().setMaxIter(1);
    assertThat(
            dropouts(exported(classifier.setDropoutKind("gaussian").fit(Models.table(spark, 60)))))
        .containsExactly(
            new GaussianDropout(0.2), new GaussianDropout(0.4), new GaussianDropout(0.3));
    classifier.setDropoutKind("inverted").setInputDropout(0).setHiddenDropout(0, 0.3);
    assertThat(dropouts(exported(classifier.fit(Models.table(spark, 60)))))
        .containsExactly(null, null, new Dropout(0.7));
  }

  /** So a run that starts from the file drops as the one that the file is from. */
  @ParameterizedTest
  @CsvSource({"example, '[0.2, 0.5]'", "batch, '[0.2, 0.454545]'", "round, '[0.2, 0.454545]'"})
  void save_asNetworkOfAnotherRun_dropsAsBefore(String sharing, String dropped, SparkSession spark)
      throws IOException {
    exported(
        Models.classifier()
            .setHiddenLayers(11)
            .setHiddenDropout(0.5)
            .setMaskSharing(sharing)
            .setMaxIter(1)
            .fit(Models.table(spark, 60)));
    DropoutClassifier next =
        new DropoutClassifier()
            .setEngine("dl4j")
            .setNetwork(folder.resolve("model-dl4j.zip").toString());
    assertThat(next.dropoutText()).isEqualTo(dropped);
  }

  /** Floats hold 24 bits of a number, however far from zero the labels lie. */
  @ParameterizedTest
  @CsvSource({"0, 1", "1000, 50", "1e6, 1", "0, 1e-6"})
  void save_regressor_answersInTheLabelsUnits(double mean, double deviation, SparkSession spark)
      throws IOException {
    Dataset<Row> table = Models.numbers(spark, 60, mean, deviation);
    DropoutRegressionModel model = Models.regressor().fit(table);
    String file = folder.resolve("model-dl4j.zip").toString();
    Verification verification = ModelExport.dl4j(model).verifiedOn(table).save(file);
    assertThat(verification.rows()).isEqualTo(60);
    OutputLayer output = (OutputLayer) restored(file).getOutputLayer().conf().getLayer();
    assertThat(output.getLossFn()).isEqualTo(new LossMSE());
    assertThat(dropouts(restored(file)))
        .containsExactly(new Dropout(0.8), new Dropout(0.6), new Dropout(0.7));
    double found = restored(file).output(Nd4j.create(new float[1][4])).getDouble(0);
    double ours = model.predict(Vectors.dense(new double[4]));
    assertThat(found).isEqualTo(ours, within(1e-5 * deviation + 1e-6 * Math.abs(mean)));
  }

  @Test
  void save_quantilesAndVectors_agree(SparkSession spark) throws IOException {
    Dataset<Row> table = Models.numbers(spark, 60, 1000, 50);
    String file = folder.resolve("model-dl4j.zip").toString();
    ModelExport.dl4j(Models.regressor().setLoss("quantile").setMaxIter(1).fit(table))
        .verifiedOn(table)
        .save(file);
    assertThat(restored(file).output(Nd4j.create(new float[1][4])).columns()).isEqualTo(3);
    ModelExport.dl4j(Models.regressor().setLabelCol("pair").fit(table))
        .verifiedOn(table)
        .overwrite()
        .save(file);
    assertThat(restored(file).output(Nd4j.create(new float[1][4])).columns()).isEqualTo(2);
  }

  /** A run that starts from the file starts where the one that it is from has ended. */
  @Test
  void save_regressorOfDl4j_isANetworkToStartFrom(SparkSession spark) throws IOException {
    Dataset<Row> table = Models.numbers(spark, 60, 1000, 50);
    String network = org.sparkdropout.dl4j.Networks.numbers(4, 1, LossFunction.L1, null).toJson();
    DropoutRegressor regressor =
        new DropoutRegressor().setEngine("dl4j").setNetwork(network).setMaxIter(2);
    DropoutRegressionModel model = regressor.fit(table);
    String file = folder.resolve("model-dl4j.zip").toString();
    ModelExport.dl4j(model).verifiedOn(table).save(file);
    ModelExport.onnx(model).verifiedOn(table).save(folder.resolve("model.onnx").toString());
    DropoutRegressionModel again = regressor.setNetwork(file).setMaxIter(0).fit(table);
    Vector row = Vectors.dense(0.1, 0.5, -0.7, 0);
    assertThat(again.predict(row)).isEqualTo(model.predict(row), within(1e-2));
  }

  private MultiLayerNetwork exported(DropoutClassificationModel model) throws IOException {
    String file = folder.resolve("model-dl4j.zip").toString();
    ModelExport.dl4j(model).overwrite().sampleRows(5).save(file);
    return restored(file);
  }

  private static List<IDropout> dropouts(MultiLayerNetwork network) {
    return Arrays.stream(network.getLayers())
        .map(layer -> layer.conf().getLayer().getIDropout())
        .toList();
  }
}
