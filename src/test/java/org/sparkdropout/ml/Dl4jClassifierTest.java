package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;
import org.sparkdropout.dl4j.Networks;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingListener;

@SparkTest
class Dl4jClassifierTest {
  private static final String DENSE = Networks.dense(4, 3, new Dropout(0.8)).toJson();

  @TempDir private Path folder;

  private static DropoutClassifier classifier(String network) {
    return new DropoutClassifier()
        .setEngine("dl4j")
        .setNetwork(network)
        .setMaxIter(5)
        .setBatchSize(16)
        .setReplicas(2)
        .setAveragingInterval(5)
        .setSeed(3);
  }

  @Test
  void fit_denseNetwork_learnsAndRepeats(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 300);
    DropoutClassificationModel model = classifier(DENSE).fit(rows);
    assertThat(Blobs.error(model.transform(Blobs.easy(spark, 100)))).isLessThan(0.05);
    assertThat(model.summary().history()).hasSize(5);
    assertThat(model.summary().network()).isEqualTo("dense 12, output 3");
    assertThat(model.provenance().settings())
        .containsKeys("network", "engine", "batchSize")
        .doesNotContainKeys("hiddenLayers", "hiddenDropout", "maxNorm");
    assertThat(model.summary().history().get(4).loss())
        .isLessThan(model.summary().history().get(0).loss());
    assertThat(classifier(DENSE).fit(rows.repartition(3)).weightsDigest())
        .isEqualTo(model.weightsDigest());
    assertThat(classifier(DENSE).setSeed(4).fit(rows).weightsDigest())
        .isNotEqualTo(model.weightsDigest());
  }

  @Test
  void transformSchema_monteCarlo_isRefused(SparkSession spark) {
    DropoutClassificationModel model = classifier(DENSE).setMaxIter(0).fit(Blobs.easy(spark, 60));
    model.setMonteCarlo(5);
    assertThatThrownBy(() -> model.transformSchema(Blobs.SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "monteCarlo must be 0 for a network of engine = dl4j: only networks of engine = blas can be thinned in scoring. Provided value: 5. Set monteCarlo = 0, or train with engine = blas");
  }

  @Test
  void fit_convolutionalNetworkFromAFile_learnsImages(SparkSession spark) throws IOException {
    Path file = Files.writeString(folder.resolve("net.yaml"), Networks.convolutional().toYaml());
    Dataset<Row> images = spark.read().parquet("data-samples/mnist/train.parquet").limit(1000);
    DropoutClassificationModel model =
        classifier(file.toString()).setValidationFraction(0.2).setMaxIter(6).fit(images);
    assertThat(model.summary().history().get(5).validation().orElseThrow().error())
        .isLessThan(0.25);
    assertThat(model.exportedNetwork())
        .hasToString("convolution 8, subsampling, dense 32, output 10");
    assertThat(model.getNetwork()).isEqualTo(file.toString());
    assertThat(model.provenance().settings().get("network"))
        .as("what dropped in training, which the model's own network does not say")
        .contains("\"p\" : 0.5")
        .contains("\"p\" : 0.8");
  }

  @Test
  void load_savedModel_isTheSame(SparkSession spark) throws IOException {
    Dataset<Row> rows = Blobs.hard(spark, 100);
    DropoutClassificationModel model = classifier(DENSE).setMaxIter(1).fit(rows);
    String place = folder.resolve("model").toUri().toString();
    model.write().save(place);
    DropoutClassificationModel loaded = DropoutClassificationModel.load(place);
    assertThat(loaded.weightsDigest()).isEqualTo(model.weightsDigest());
    assertThat(loaded.exportedNetwork()).isEqualTo(model.exportedNetwork());
    assertThat(loaded.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    assertThat(loaded.predictRaw(rows.first().getAs("features")))
        .isEqualTo(model.transform(rows).first().getAs("rawPrediction"));
  }

  @Test
  void load_networkThatWasChanged_isRefusedBeforeItScores(SparkSession spark) throws IOException {
    DropoutClassificationModel model = classifier(DENSE).setMaxIter(0).fit(Blobs.easy(spark, 30));
    Path place = folder.resolve("model");
    model.write().save(place.toUri().toString());
    Path network = place.resolve("network.json");
    Files.delete(place.resolve(".network.json.crc"));
    String json = Files.readString(network);
    Files.writeString(network, json.replace("\"nout\" : 12", "\"nout\" : 13"));
    assertThatThrownBy(() -> DropoutClassificationModel.load(place.toUri().toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected length 104, got length 99");
    Files.writeString(network, json.replace("\"inputs\" : 4", "\"inputs\" : 5"));
    assertThatThrownBy(() -> DropoutClassificationModel.load(place.toUri().toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("network must take rows of 5 features");
  }

  @Test
  void fit_cutOff_goesOnToTheSameBits(SparkSession spark) {
    Dataset<Row> rows = Blobs.hard(spark, 200);
    String adam = Networks.dense(4, 3, new Dropout(0.8), new Adam(0.01)).toJson();
    String whole = classifier(adam).fit(rows).weightsDigest();
    DropoutClassifier kept = classifier(adam).setCheckpointPath(folder.resolve("c").toString());
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void roundFinished(Progress progress) {
            if (progress.epoch() == 3) {
              throw new IllegalStateException("cut off");
            }
          }
        };
    assertThatThrownBy(
            () ->
                kept.copy(new org.apache.spark.ml.param.ParamMap()).setListener(stopping).fit(rows))
        .hasMessage("cut off");
    assertThat(kept.fit(rows).weightsDigest()).isEqualTo(whole);
    assertThat(
            DropoutClassificationModel.fromCheckpoint(folder.resolve("c").toString())
                .weightsDigest())
        .isEqualTo(whole);
    String other = Networks.dense(4, 3, new Dropout(0.5), new Adam(0.01)).toJson();
    assertThatThrownBy(() -> kept.setNetwork(other).fit(rows))
        .as("says where a long text differs")
        .hasMessageContaining("0.5")
        .hasMessageContaining(", was ...")
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(700));
  }

  @Test
  void fit_modelWithWeights_startsFromThem(SparkSession spark) throws IOException {
    MultiLayerNetwork network = new MultiLayerNetwork(Networks.dense(4, 3, new Dropout(0.8)));
    network.init();
    Path file = folder.resolve("model.zip");
    ModelSerializer.writeModel(network, file.toFile(), true);
    DropoutClassificationModel model =
        classifier(file.toString()).setMaxIter(0).fit(Blobs.hard(spark, 50));
    float[] saved = network.params().dup().data().asFloat();
    assertThat(model.exportedNetwork().parameters()).containsExactly(saved);
    DropoutClassifier plain = classifier(file.toString()).setMaxIter(0).dropNothing();
    assertThat(plain.dropoutText()).isEqualTo("[]");
    assertThat(plain.fit(Blobs.hard(spark, 50)).exportedNetwork().parameters())
        .containsExactly(saved);
  }

  @Test
  void dropNothing_keepsTheRest(SparkSession spark) {
    DropoutClassifier classifier = classifier(DENSE);
    assertThat(classifier.dropoutText()).isEqualTo("[0.2]");
    assertThat(classifier.dropNothing().dropoutText()).isEqualTo("[]");
    assertThat(classifier.fit(Blobs.easy(spark, 100)).summary().network())
        .isEqualTo("dense 12, output 3");
  }

  @Test
  void fit_settingsOfTheOtherEngine_areRefused(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 30);
    String rule =
        "With engine = dl4j the network's file says what the network is, what drops in it and how"
            + " its steps update it. These params must not be set: %s. Leave them"
            + " out here, and write what they say into the file";
    assertThatThrownBy(() -> classifier(DENSE).setHiddenDropout(0.2).setNesterov(true).fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(rule, "hiddenDropout = [0.2], nesterov = true");
    assertThatThrownBy(() -> classifier(DENSE).setLearningRate(0.2).setMomentum(0.5).fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(rule, "learningRate = 0.2, momentum = 0.5");
    assertThatThrownBy(() -> classifier(DENSE).setAveragingPath("slices").fit(rows))
        .hasMessage(
            "averagingPath must not be slices with engine = dl4j, whose replicas are averaged on the"
                + " driver. Provided value: slices. Set it to auto or driver");
    assertThatThrownBy(() -> new DropoutClassifier().setEngine("dl4j").fit(rows))
        .hasMessage("network must be set with engine = dl4j. Name the file of a network there");
  }

  @Test
  void fit_networkThatDoesNotFitTheData_saysHow(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 30);
    String wide = Networks.dense(5, 3, null).toJson();
    assertThatThrownBy(() -> classifier(wide).fit(rows))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageStartingWith("network must take rows of 4 features, the width of the data. DL4J")
        .hasMessageContaining("Give its first layer nIn = 4");
    String many = Networks.dense(4, 7, null).toJson();
    assertThatThrownBy(() -> classifier(many).fit(rows))
        .hasMessage(
            "network must have as many outputs as the labels have classes, 3. Provided: 7. Set nOut"
                + " of its last layer");
    String missing = folder.resolve("none.json").toString();
    assertThatThrownBy(() -> classifier(missing).fit(rows))
        .hasMessage(
            "network must name a file. Provided: %s, where there is no file. Check the path"
                .formatted(missing));
  }

  @Test
  void fit_onRowsOfWeightZero_learnsTheOthersAlone(SparkSession spark) {
    Dataset<Row> rows = Blobs.hard(spark, 90);
    Dataset<Row> one =
        rows.withColumn(
            "weight",
            org.apache
                .spark
                .sql
                .functions
                .when(rows.col("label").equalTo(1.0), 1.0)
                .otherwise(0.0));
    DropoutClassificationModel model =
        classifier(DENSE).setWeightCol("weight").setMaxIter(20).fit(one);
    assertThat(model.transform(rows).where("prediction = 1.0").count()).isEqualTo(90);
    assertThat(model.summary().history().get(19).error()).isZero();
  }
}
