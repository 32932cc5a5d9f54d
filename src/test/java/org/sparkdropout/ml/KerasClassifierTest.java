package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.keras.KerasFormatException;
import org.sparkdropout.keras.KerasSamples;
import org.sparkdropout.testing.SparkTest;

/** Models that real Keras has written, in the estimator: scored as they are, and trained on. */
@SparkTest
class KerasClassifierTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  private static DropoutClassifier classifier(String engine, String file) {
    return new DropoutClassifier()
        .setEngine(engine)
        .setNetwork(KerasSamples.path(file).toString())
        .setBatchSize(16)
        .setReplicas(2)
        .setSeed(3);
  }

  private static Dataset<Row> table(SparkSession spark, float[] features, int width, int classes) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < features.length / width; row++) {
      double[] values = new double[width];
      for (int i = 0; i < width; i++) {
        values[i] = features[row * width + i];
      }
      rows.add(RowFactory.create(Vectors.dense(values), (double) (row % classes)));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  @ParameterizedTest
  @CsvSource({
    "blas, keras2, dense",
    "blas, keras3, dense",
    "blas, keras3, gaussian",
    "dl4j, keras2, dense",
    "dl4j, keras3, dense",
    "dl4j, keras2, conv",
    "dl4j, keras3, conv",
    "dl4j, keras3, activations"
  })
  void fit_forNoEpochs_isTheModelThatKerasSaved(
      String engine, String folder, String name, SparkSession spark) {
    KerasSamples.Sample sample = KerasSamples.sample(folder, name);
    float[] expected = sample.predictions();
    int rows = 5;
    int classes = expected.length / rows;
    Dataset<Row> table = table(spark, sample.inputs(), sample.inputs().length / rows, classes);
    DropoutClassificationModel model =
        classifier(engine, sample.toString()).setMaxIter(0).fit(table);
    List<Row> scored = model.transform(table).select("probability").collectAsList();
    for (int row = 0; row < rows; row++) {
      double[] actual = scored.get(row).<Vector>getAs(0).toArray();
      for (int c = 0; c < classes; c++) {
        assertThat(actual[c]).isCloseTo(expected[row * classes + c], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"keras2, dense, blas", "keras3, gaussian, blas", "keras3, conv, dl4j"})
  void fromKeras_isTheModelThatKerasSaved(
      String folder, String name, String engine, SparkSession spark, @TempDir Path place)
      throws IOException {
    KerasSamples.Sample sample = KerasSamples.sample(folder, name);
    DropoutClassificationModel model =
        DropoutClassificationModel.fromKeras(KerasSamples.path(sample.toString()).toString());
    assertThat(model.getEngine()).isEqualTo(engine);
    assertThat(model.getDropoutKind() + Arrays.toString(model.getHiddenDropout()))
        .isEqualTo(
            switch (name) {
              case "dense" -> "inverted[0.5, 0.25]";
              case "gaussian" -> "gaussian[0.3]";
              default -> "classic[0.5]"; // of no meaning with DL4J
            });
    int classes = model.numClasses();
    Dataset<Row> table = table(spark, sample.inputs(), model.numFeatures(), classes);
    model.write().save(place.resolve("saved").toString());
    DropoutClassificationModel saved =
        DropoutClassificationModel.load(place.resolve("saved").toString());
    List<Row> scored = saved.transform(table).select("probability").collectAsList();
    for (int row = 0; row < scored.size(); row++) {
      double[] actual = scored.get(row).<Vector>getAs(0).toArray();
      for (int c = 0; c < classes; c++) {
        assertThat(actual[c]).isCloseTo(sample.predictions()[row * classes + c], within(1e-5));
      }
    }
  }

  /** Keras's Dropout divides what it keeps in training, and GaussianDropout multiplies by noise. */
  @ParameterizedTest
  @CsvSource({"keras2, dense", "keras3, gaussian"})
  void transform_monteCarlo_drawsTheDropoutOfTheFile(String folder, String name, SparkSession spark)
      throws IOException {
    KerasSamples.Sample sample = KerasSamples.sample(folder, name);
    DropoutClassificationModel model =
        DropoutClassificationModel.fromKeras(KerasSamples.path(sample.toString()).toString());
    Dataset<Row> table = table(spark, sample.inputs(), model.numFeatures(), model.numClasses());
    List<Row> one = model.transform(table).select("probability").collectAsList();
    model.setMonteCarlo(400).setSpreadCol("spread");
    List<Row> mean = model.transform(table).select("probability", "spread").collectAsList();
    for (int row = 0; row < one.size(); row++) {
      assertThat(mean.get(row).<Vector>getAs(0)).isNotEqualTo(one.get(row).<Vector>getAs(0));
      assertThat(mean.get(row).getDouble(1)).isBetween(1e-4, 0.5);
    }
  }

  @Test
  void transformSchema_monteCarloWithoutDropoutOfTheFile_isRefused(SparkSession spark) {
    DropoutRegressionModel model =
        DropoutRegressionModel.fromKeras(KerasSamples.path("keras3/linear.h5").toString());
    model.setMonteCarlo(9);
    StructType schema = new StructType().add("features", SQLDataTypes.VectorType());
    assertThatThrownBy(() -> model.transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "monteCarlo must be 0 for a network that was trained without dropout: its thinned networks would all be the whole one. Provided value: 9");
  }

  @Test
  void fromKeras_missingFile_saysSo(SparkSession spark) {
    assertThatThrownBy(() -> DropoutClassificationModel.fromKeras("none.h5"))
        .isInstanceOf(KerasFormatException.class)
        .hasMessage("A Keras model must exist. Provided: none.h5. Check the path");
  }

  /** Rows that a random network labels; the model has never seen them. */
  private static Dataset<Row> learnable(SparkSession spark, int width, int classes) {
    Random random = new Random(9);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 240; row++) {
      double[] values = new double[width];
      Arrays.setAll(values, i -> random.nextGaussian() + (i % classes == 0 ? 0 : 0.1));
      int label = row % classes;
      for (int i = label; i < width; i += classes) {
        values[i] += 2;
      }
      rows.add(RowFactory.create(Vectors.dense(values), (double) label));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  @ParameterizedTest
  @CsvSource({"blas, dense", "dl4j, dense", "dl4j, conv"})
  void fit_goesOnFromKeras_withItsDropout(String engine, String name, SparkSession spark) {
    KerasSamples.Sample sample = KerasSamples.sample("keras3", name);
    int classes = sample.predictions().length / 5;
    Dataset<Row> rows = learnable(spark, sample.inputs().length / 5, classes);
    DropoutClassifier classifier =
        classifier(engine, sample.toString()).setMaxIter(6).setLearningRate(0.02);
    assertThat(classifier.dropoutText())
        .isEqualTo(
            switch (engine + " " + name) {
              case "blas dense" -> "input 0.2, hidden [0.5, 0.25]";
              case "dl4j dense" -> "[0.2, 0.5, 0.25]";
              default -> "[spatial 0.25, 0.4, alpha 0.1]";
            });
    DropoutClassificationModel model = classifier.fit(rows);
    assertThat(model.summary().history().get(5).loss())
        .isLessThan(0.9 * model.summary().history().get(0).loss());
    assertThat(classifier.fit(rows).weightsDigest()).isEqualTo(model.weightsDigest());
    assertThat(classifier.dropNothing().fit(rows).weightsDigest())
        .isNotEqualTo(model.weightsDigest());
  }

  @ParameterizedTest
  @CsvSource({"blas, dense", "dl4j, conv"})
  void fit_again_goesOnFromItsCheckpoint(
      String engine, String name, SparkSession spark, @TempDir Path folder) {
    KerasSamples.Sample sample = KerasSamples.sample("keras3", name);
    Dataset<Row> rows =
        learnable(spark, sample.inputs().length / 5, sample.predictions().length / 5);
    DropoutClassifier classifier =
        classifier(engine, sample.toString())
            .setMaxIter(1)
            .setLearningRate(0.02)
            .setCheckpointPath(folder.resolve("checkpoints").toString());
    DropoutClassificationModel first = classifier.fit(rows);
    assertThat(classifier.fit(rows).weightsDigest()).isEqualTo(first.weightsDigest());
  }

  /** What is exported to train on elsewhere drops what the model says. */
  @ParameterizedTest
  @CsvSource({
    "dense, inverted, 0.2, '[0.5, 0.25]', '[8, 5]'",
    "gaussian, gaussian, 0.1, [0.3], [7]",
  })
  void fit_ofOurEngine_modelSaysWhatTheFileSays(
      String name, String kind, double input, String dropout, String layers, SparkSession spark) {
    KerasSamples.Sample sample = KerasSamples.sample("keras3", name);
    Dataset<Row> rows =
        learnable(spark, sample.inputs().length / 5, sample.predictions().length / 5);
    DropoutClassificationModel model =
        classifier("blas", sample.toString()).setMaxIter(0).fit(rows);
    assertThat(model.getDropoutKind()).isEqualTo(kind);
    assertThat(model.getInputDropout()).isEqualTo(input);
    assertThat(Arrays.toString(model.getHiddenDropout())).isEqualTo(dropout);
    assertThat(Arrays.toString(model.getHiddenLayers())).isEqualTo(layers);
    assertThat(model.provenance().settings())
        .containsEntry("hiddenDropout", dropout)
        .containsEntry("hiddenLayers", layers)
        .containsEntry("network", KerasSamples.path(sample.toString()).toString());
  }

  @Test
  void fit_dropoutOfTheUser_comesBeforeTheFiles(SparkSession spark) {
    DropoutClassifier classifier =
        classifier("blas", "keras3/dense.h5").setHiddenDropout(0.1, 0.3).setInputDropout(0);
    assertThat(classifier.dropoutText()).isEqualTo("input 0.0, hidden [0.1, 0.3]");
  }

  @Test
  void fit_modelsThatDoNotFit_areRefused(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 30);
    assertThatThrownBy(() -> classifier("blas", "keras3/dense.h5").fit(rows))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageStartingWith(
            "network must fit the data: with its hidden layers, 4 features and 3 classes a network");
    assertThatThrownBy(() -> classifier("blas", "keras3/conv.h5").fit(rows))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageContaining("conv.h5 is not, because it has a layer of another type, Conv2D")
        .hasMessageEndingWith(". Set engine = dl4j");
    assertThatThrownBy(() -> classifier("blas", "keras3/table.h5").fit(rows))
        .isInstanceOf(KerasFormatException.class)
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> classifier("blas", "keras3/dense.h5").setHiddenLayers(3).fit(rows))
        .hasMessage(
            "The network's file says what the network is and which weights it starts from. These"
                + " params must not be set: hiddenLayers = [3]. Leave them out");
  }
}
