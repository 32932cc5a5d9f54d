package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.keras.KerasSamples;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.onnx.OnnxSession;
import org.sparkdropout.testing.SparkTest;

/** From Keras to ONNX: the file must predict what Keras does. */
@SparkTest
class KerasOnnxTest {
  private static final int ROWS = 5;

  @TempDir private Path folder;

  static Stream<Arguments> everyModel() {
    return KerasSamples.all().stream()
        .flatMap(sample -> engines(sample).map(engine -> Arguments.of(engine, sample)));
  }

  private static Stream<String> engines(KerasSamples.Sample sample) {
    boolean isDense =
        List.of("dense", "gaussian", "normalized", "binary", "names").contains(sample.name());
    return isDense ? Stream.of("blas", "dl4j") : Stream.of("dl4j");
  }

  @ParameterizedTest
  @MethodSource("everyModel")
  void save_aModelOfKeras_predictsAsKeras(
      String engine, KerasSamples.Sample sample, SparkSession spark) throws IOException {
    float[][] features = matrix(sample.inputs());
    float[][] expected = matrix(sample.predictions());
    Path file = folder.resolve("model.onnx");
    Verification verification =
        ModelExport.onnx(model(engine, sample, spark)).save(file.toString());
    assertThat(verification.rows()).isEqualTo(1000);
    try (OnnxSession session = OnnxSession.open(Files.readAllBytes(file))) {
      float[][] found = (float[][]) session.run(Map.of("features", features)).get("probability");
      assertThat(largestDifference(found, expected)).isLessThan(1e-5);
    }
  }

  /** The file to train on with drops what Keras dropped, which no param of the user says. */
  @Test
  void onnxForTraining_ofAModelOfKeras_hasItsRates(SparkSession spark) throws IOException {
    DropoutClassificationModel model = model("blas", KerasSamples.sample("keras3", "dense"), spark);
    assertThat(model.getHiddenLayers()).containsExactly(8, 5);
    assertThat(model.getDropoutKind()).isEqualTo("inverted");
    assertThat(model.provenance().settings())
        .containsEntry("inputDropout", "0.2")
        .containsEntry("hiddenDropout", "[0.5, 0.25]")
        .containsEntry("network", model.getNetwork());
    Path file = folder.resolve("model-training.onnx");
    ModelExport.onnxForTraining(model).save(file.toString());
    assertThat(rates(file)).containsExactly(0.2f, 0.5f, 0.25f);
    assertThat(DropoutClassificationModel.fromOnnx(file.toString()).weightsDigest())
        .isEqualTo(model.weightsDigest());
  }

  private static List<Float> rates(Path file) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializerList().stream()
        .filter(constant -> constant.getName().endsWith(".dropout.ratio"))
        .map(ratio -> ratio.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN))
        .map(ByteBuffer::getFloat)
        .toList();
  }

  @Test
  void onnxForTraining_ofGaussianNoiseOfKeras_isRefused(SparkSession spark) {
    DropoutClassificationModel model =
        model("blas", KerasSamples.sample("keras3", "gaussian"), spark);
    String file = folder.resolve("model-training.onnx").toString();
    assertThatThrownBy(() -> ModelExport.onnxForTraining(model).save(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dropoutKind must be classic or inverted for an ONNX file to train on with: ONNX has"
                + " no operator that multiplies by noise. Provided value: gaussian. Export the form"
                + " for inference");
  }

  private static DropoutClassificationModel model(
      String engine, KerasSamples.Sample sample, SparkSession spark) {
    int classes = sample.predictions().length / ROWS;
    return new DropoutClassifier()
        .setEngine(engine)
        .setNetwork(KerasSamples.path(sample.toString()).toString())
        .setReplicas(1)
        .setMaxIter(0)
        .fit(table(spark, matrix(sample.inputs()), classes));
  }

  private static float[][] matrix(float[] values) {
    int width = values.length / ROWS;
    float[][] rows = new float[ROWS][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * width, (row + 1) * width));
    return rows;
  }

  private static Dataset<Row> table(SparkSession spark, float[][] features, int classes) {
    List<Row> rows = new ArrayList<>();
    for (float[] row : features) {
      double[] values = new double[row.length];
      Arrays.setAll(values, i -> row[i]);
      rows.add(RowFactory.create((double) (rows.size() % classes), Vectors.dense(values)));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    return spark.createDataFrame(rows, schema);
  }

  private static double largestDifference(float[][] found, float[][] expected) {
    assertThat(found).hasDimensions(expected.length, expected[0].length);
    double largest = 0;
    for (int row = 0; row < expected.length; row++) {
      for (int c = 0; c < expected[row].length; c++) {
        largest = Math.max(largest, Math.abs((double) found[row][c] - expected[row][c]));
      }
    }
    return largest;
  }
}
