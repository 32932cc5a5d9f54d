package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.keras.KerasFormatException;
import org.sparkdropout.keras.KerasSamples;
import org.sparkdropout.onnx.ForeignFile;
import org.sparkdropout.testing.SparkTest;

/**
 * Networks for numbers in files of others. The Keras ones are a classifier that real Keras has
 * saved, with its softmax taken away: it gives as numbers what the classifier gives as logits.
 */
@SparkTest
class RegressorFromFilesTest {
  private static final String CLASSIFIER = "keras3/dense.keras";

  @TempDir private Path folder;

  /** The file of the classifier, without softmax and compiled with a loss. */
  private String keras(String compiled) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Path original = Path.of(KerasSamples.path(CLASSIFIER).toUri());
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(original));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        byte[] content = in.readAllBytes();
        out.write(entry.getName().equals("config.json") ? linear(content, compiled) : content);
      }
    }
    Path file = folder.resolve("numbers.keras");
    Files.write(file, bytes.toByteArray());
    return file.toString();
  }

  private static byte[] linear(byte[] config, String compiled) {
    String json = new String(config, StandardCharsets.UTF_8);
    assertThat(json).contains("\"activation\": \"softmax\"", "\"compile_config\": {}");
    return json.replace("\"activation\": \"softmax\"", "\"activation\": \"linear\"")
        .replace("\"compile_config\": {}", "\"compile_config\": " + compiled)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static double[][] vectors(Dataset<Row> scored, String column) {
    List<Row> rows = scored.select(column).collectAsList();
    return rows.stream().map(row -> row.<Vector>getAs(0).toArray()).toArray(double[][]::new);
  }

  private static double[][] logits(Dataset<Row> table) {
    String file = KerasSamples.path(CLASSIFIER).toString();
    return vectors(DropoutClassificationModel.fromKeras(file).transform(table), "rawPrediction");
  }

  private static void assertNear(double[][] found, double[][] expected, double tolerance) {
    assertThat(found).hasDimensions(expected.length, 3);
    for (int row = 0; row < expected.length; row++) {
      assertThat(found[row]).containsExactly(expected[row], within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"loss\": \"mse\"}",
        "{\"loss\": \"mean_absolute_error\"}",
        "{\"loss\": {\"class_name\": \"Huber\", \"config\": {\"delta\": 2.0}}}",
        "{\"loss\": {\"class_name\": \"function\", \"config\": \"mean_squared_error\"}}"
      })
  void fromKeras_linearOutput_predictsWhatItGives(String compiled, SparkSession spark)
      throws IOException {
    DropoutRegressionModel model = DropoutRegressionModel.fromKeras(keras(compiled));
    Dataset<Row> table = Numbers.table(spark, 20, 6);
    assertNear(vectors(model.transform(table), "prediction"), logits(table), 1e-6);
    assertThat(model.getEngine()).isEqualTo("blas");
    assertThat(model.getHiddenDropout()).containsExactly(0.5, 0.25);
    model.write().save(folder.resolve("saved").toString());
    assertThat(DropoutRegressionModel.load(folder.resolve("saved").toString()).answer())
        .isEqualTo(model.answer());
  }

  /** Labels are standardised, and the file's last layer with them. */
  @ParameterizedTest
  @CsvSource({"blas, mse", "blas, mae", "dl4j, mse", "dl4j, mae"})
  void fit_forNoEpochs_isTheNetworkOfTheFile(String engine, String loss, SparkSession spark)
      throws IOException {
    Dataset<Row> table = Numbers.table(spark, 50, 6);
    DropoutRegressionModel model =
        new DropoutRegressor()
            .setEngine(engine)
            .setNetwork(keras("{\"loss\": \"%s\"}".formatted(loss)))
            .setLabelCol("three")
            .setReplicas(2)
            .setMaxIter(0)
            .fit(table);
    assertThat(model.answer().scale().means()[0]).isBetween(950.0, 1050.0);
    assertNear(vectors(model.transform(table), "prediction"), logits(table), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blas", "dl4j"})
  void fit_someEpochs_learnsFromThere(String engine, SparkSession spark) throws IOException {
    Dataset<Row> table = Numbers.table(spark, 400, 6);
    DropoutRegressor regressor =
        new DropoutRegressor()
            .setEngine(engine)
            .setNetwork(keras("{\"loss\": \"mse\"}"))
            .setLabelCol("three")
            .setReplicas(2)
            .setBatchSize(16)
            .setLearningRate(0.005);
    double before = regressor.setMaxIter(0).fit(table).evaluate(table).rootMeanSquaredError();
    assertThat(regressor.setMaxIter(8).fit(table).evaluate(table).rootMeanSquaredError())
        .isLessThan(0.5 * before);
  }

  @Test
  void fromKeras_classifier_isRefused(SparkSession spark) {
    String file = KerasSamples.path(CLASSIFIER).toString();
    assertThatThrownBy(() -> DropoutRegressionModel.fromKeras(file))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageEndingWith(
            "Provided: %s, which answers classes. Use DropoutClassifier, or DropoutClassificationModel if the network is not to be trained",
            file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blas", "dl4j"})
  void classifier_kerasFileOfNumbers_isRefused(String engine, SparkSession spark)
      throws IOException {
    String file = KerasSamples.path("keras3/linear.h5").toString();
    String message =
        "Provided: %s, which answers numbers. Use DropoutRegressor, or DropoutRegressionModel if the network is not to be trained"
            .formatted(file);
    assertThatThrownBy(() -> DropoutClassificationModel.fromKeras(file))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageEndingWith(message);
    DropoutClassifier classifier = new DropoutClassifier().setEngine(engine).setNetwork(file);
    assertThatThrownBy(() -> classifier.fit(Blobs.easy(spark, 30))).hasMessageEndingWith(message);
  }

  @Test
  void fromKeras_otherLoss_isRefused(SparkSession spark) throws IOException {
    String file = keras("{\"loss\": \"sparse_categorical_crossentropy\"}");
    assertThatThrownBy(() -> DropoutRegressionModel.fromKeras(file))
        .isInstanceOf(KerasFormatException.class)
        .hasMessageEndingWith(
            "for numbers linear, with the loss mse, mae or huber, or not compiled. Provided: Dense"
                + " 'dense_2', activation linear, 3 units, loss sparsecategoricalcrossentropy");
  }

  private String onnx(ForeignFile foreign) throws IOException {
    Path file = folder.resolve("foreign.onnx");
    Files.write(file, foreign.bytes(13));
    return file.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"blas", "dl4j"})
  void fromOnnxOfOthers_linearOutput_predictsWhatItGives(String engine, SparkSession spark)
      throws IOException {
    ForeignFile foreign = new ForeignFile().gemm(4, 6).plain("Relu").gemm(6, 3);
    String file = onnx(foreign);
    DropoutRegressionModel model = DropoutRegressionModel.fromOnnx(file);
    Dataset<Row> table = Numbers.table(spark, 30);
    double[][] numbers = vectors(model.transform(table), "prediction");
    double[][] logits =
        vectors(DropoutClassificationModel.fromOnnx(file).transform(table), "rawPrediction");
    assertThat(Arrays.deepToString(numbers)).isEqualTo(Arrays.deepToString(logits));
    DropoutRegressionModel started =
        new DropoutRegressor()
            .setEngine(engine)
            .setNetwork(file)
            .setLabelCol("three")
            .setMaxIter(0)
            .fit(table);
    assertNear(vectors(started.transform(table), "prediction"), numbers, 1e-3);
  }

  @Test
  void fromOnnxOfOthers_oneLinearUnit_isForNumbersAlone(SparkSession spark) throws IOException {
    String file = onnx(new ForeignFile().gemm(4, 6).plain("Relu").gemm(6, 1));
    assertThat(DropoutRegressionModel.fromOnnx(file).exportedNetwork().outputs()).isOne();
    assertThatThrownBy(() -> DropoutClassificationModel.fromOnnx(file))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageContaining("which answers numbers. Use DropoutRegressor");
  }

  @Test
  void fromOnnxOfOthers_softmax_isForClassesAlone(SparkSession spark) throws IOException {
    String file = onnx(new ForeignFile().gemm(4, 3).plain("Softmax"));
    assertThat(DropoutClassificationModel.fromOnnx(file).numClasses()).isEqualTo(3);
    assertThatThrownBy(() -> DropoutRegressionModel.fromOnnx(file))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageContaining("which answers classes. Use DropoutClassifier");
  }
}
