package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.sparkdropout.dl4j.Networks;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingListener;

@SparkTest
class Dl4jRegressorTest {
  private static final String DENSE =
      Networks.numbers(4, 1, LossFunction.MSE, new Dropout(0.9)).toJson();

  @TempDir private Path folder;

  private static DropoutRegressor regressor(String network) {
    return new DropoutRegressor()
        .setEngine("dl4j")
        .setNetwork(network)
        .setMaxIter(6)
        .setBatchSize(16)
        .setReplicas(2)
        .setAveragingInterval(5)
        .setSeed(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"MSE", "L2", "MEAN_ABSOLUTE_ERROR", "L1"})
  void fit_eachLoss_learns(LossFunction loss, SparkSession spark) {
    Dataset<Row> rows = Numbers.table(spark, 400);
    String network = Networks.numbers(4, 1, loss, null).toJson();
    DropoutRegressionModel model = regressor(network).fit(rows);
    assertThat(model.evaluate(rows).r2()).isBetween(0.8, 1.0);
    assertThat(model.summary().history().get(5).error())
        .isBetween(1.0, 0.5 * model.answer().scale().deviations()[0]);
  }

  @Test
  void fit_again_isTheSameToTheBit(SparkSession spark) {
    Dataset<Row> rows = Numbers.table(spark, 300);
    String digest = regressor(DENSE).fit(rows).weightsDigest();
    assertThat(regressor(DENSE).fit(rows.repartition(3)).weightsDigest()).isEqualTo(digest);
    assertThat(regressor(DENSE).setSeed(4).fit(rows).weightsDigest()).isNotEqualTo(digest);
  }

  @Test
  void fit_labelOfThreeNumbers_learnsEach(SparkSession spark) {
    Dataset<Row> rows = Numbers.table(spark, 400);
    String network = Networks.numbers(4, 3, LossFunction.MSE, null).toJson();
    DropoutRegressionModel model = regressor(network).setMaxIter(12).setLabelCol("three").fit(rows);
    assertThat(model.evaluate(rows).r2()).isBetween(0.85, 1.0);
  }

  @Test
  void load_savedModel_isTheSame(SparkSession spark) throws Exception {
    Dataset<Row> rows = Numbers.table(spark, 100);
    DropoutRegressionModel model = regressor(DENSE).setMaxIter(1).fit(rows);
    Path place = folder.resolve("model");
    model.write().save(place.toUri().toString());
    assertThat(Files.readString(place.resolve("network.json")))
        .contains("\"version\" : 3", "\"outputs\" : 1", "\"answer\"", "\"engine\" : \"dl4j\"");
    DropoutRegressionModel loaded = DropoutRegressionModel.load(place.toUri().toString());
    assertThat(loaded.exportedNetwork()).isEqualTo(model.exportedNetwork());
    assertThat(loaded.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    Files.delete(place.resolve(".network.json.crc"));
    String json = Files.readString(place.resolve("network.json"));
    Files.writeString(
        place.resolve("network.json"),
        json.replaceAll("\"answer\" : \\{[^}]*\\},", "\"classes\" : 1,"));
    assertThatThrownBy(() -> DropoutRegressionModel.load(place.toUri().toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("configuration has 1 numbers and drops []");
  }

  /** A folder of a regressor whose network has become one of classes. */
  @Test
  void load_networkOfTheOtherKind_isRefused(SparkSession spark) throws Exception {
    Path place = folder.resolve("model");
    DropoutRegressionModel model =
        new DropoutRegressor().setMaxIter(0).setLabelCol("three").fit(Numbers.table(spark, 30));
    model.write().save(place.toUri().toString());
    Files.delete(place.resolve(".network.json.crc"));
    String json = Files.readString(place.resolve("network.json"));
    Files.writeString(
        place.resolve("network.json"),
        json.replaceAll("\"answer\" : \\{[^}]*\\},", "\"classes\" : 3,"));
    assertThatThrownBy(() -> DropoutRegressionModel.load(place.toUri().toString()))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageContaining("which answers classes. Use DropoutClassifier");
  }

  @Test
  void fit_cutOff_goesOnToTheSameBits(SparkSession spark) {
    Dataset<Row> rows = Numbers.table(spark, 200);
    String whole = regressor(DENSE).fit(rows).weightsDigest();
    DropoutRegressor kept = regressor(DENSE).setCheckpointPath(folder.resolve("c").toString());
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void roundFinished(Progress progress) {
            if (progress.epoch() == 3) {
              throw new IllegalStateException("cut off");
            }
          }
        };
    assertThatThrownBy(() -> kept.copy(new ParamMap()).setListener(stopping).fit(rows))
        .hasMessage("cut off");
    assertThat(kept.fit(rows).weightsDigest()).isEqualTo(whole);
    assertThat(
            DropoutRegressionModel.fromCheckpoint(folder.resolve("c").toString()).weightsDigest())
        .isEqualTo(whole);
  }

  @Test
  void fit_networkOfClasses_isRefused(SparkSession spark) {
    String network = Networks.dense(4, 3, null).toJson();
    assertThatThrownBy(() -> regressor(network).fit(Numbers.table(spark, 30)))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage(
            "The network of a regressor must answer numbers: end in units without activation, with"
                + " a loss for numbers. Provided: param network, which answers classes. Use"
                + " DropoutClassifier, or DropoutClassificationModel if the network is not to be"
                + " trained");
  }

  @Test
  void fitOfAClassifier_networkOfNumbers_isRefused(SparkSession spark) {
    DropoutClassifier classifier = new DropoutClassifier().setEngine("dl4j").setNetwork(DENSE);
    assertThatThrownBy(() -> classifier.fit(Blobs.easy(spark, 30)))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage(
            "The network of a classifier must answer classes: end in softmax, in a sigmoid of one"
                + " unit, or in logits with a cross-entropy as its loss. Provided: param network,"
                + " which answers numbers. Use DropoutRegressor, or DropoutRegressionModel if the"
                + " network is not to be trained");
  }

  @Test
  void fit_otherNumberOfOutputs_isRefused(SparkSession spark) {
    assertThatThrownBy(() -> regressor(DENSE).setLabelCol("three").fit(Numbers.table(spark, 30)))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessage(
            "network must have as many outputs as the labels have numbers, 3. Provided: 1. Set nOut"
                + " of its last layer");
  }

  @Test
  void fit_lossOfOurEngine_isRefused(SparkSession spark) {
    assertThatThrownBy(() -> regressor(DENSE).setLoss("huber").fit(Numbers.table(spark, 30)))
        .hasMessageContaining("These params must not be set: loss");
  }
}
