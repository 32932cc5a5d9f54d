package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.onnx.OnnxSession;
import org.sparkdropout.testing.DropoutNodes;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class NetworkOnnxTest {
  private static DropoutClassificationModel model;

  @TempDir private Path folder;
  private String file;

  @BeforeEach
  void fit(SparkSession spark) {
    if (model == null) {
      model = Models.fit(spark);
    }
    file = folder.resolve("model.onnx").toString();
  }

  private ModelProto parsed() throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(Path.of(file)));
  }

  private static List<String> operators(ModelProto proto) {
    return proto.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void save_onATable_agreesAndLeavesOneFile(SparkSession spark) throws IOException {
    Verification verification =
        ModelExport.onnx(model).verifiedOn(Models.table(spark, 90)).sampleRows(50).save(file);
    assertThat(verification.rows()).isEqualTo(50);
    assertThat(verification.madeUp()).isFalse();
    assertThat(verification.largestDifference()).isBetween(1e-12, 1e-6);
    assertThat(files()).containsExactly(".model.onnx.crc", "model.onnx");
  }

  @Test
  void save_withoutATable_makesRowsUp() throws IOException {
    Verification verification = ModelExport.onnx(model).save(file);
    assertThat(verification.rows()).isEqualTo(1000);
    assertThat(verification.madeUp()).isTrue();
    assertThat(verification.toString()).startsWith("1,000 made-up rows, largest difference ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "logistic", "tanh"})
  void save_anyActivation_agrees(String activation, SparkSession spark) throws IOException {
    DropoutClassificationModel other =
        Models.classifier().setActivation(activation).fit(Models.table(spark, 60));
    assertThat(ModelExport.onnx(other).save(file).largestDifference()).isLessThan(1e-6);
  }

  @Test
  void save_softmaxRegression_agrees(SparkSession spark) throws IOException {
    DropoutClassificationModel other =
        Models.classifier()
            .setHiddenLayers(new int[0])
            .setHiddenDropout(0)
            .fit(Models.table(spark, 60));
    assertThat(ModelExport.onnx(other).save(file).largestDifference()).isLessThan(1e-6);
    assertThat(operators(parsed()))
        .containsExactly("Gemm", "Softmax", "ArgMax", "Identity", "Identity", "Identity");
  }

  @Test
  void save_isOfWidelyKnownVersionsWithAFreeBatch() throws IOException {
    ModelExport.onnx(model).save(file);
    ModelProto proto = parsed();
    assertThat(proto.getIrVersion()).isEqualTo(8);
    assertThat(proto.getOpsetImportList()).singleElement().matches(o -> o.getVersion() == 17);
    assertThat(proto.getProducerName()).isEqualTo("spark-dropout");
    assertThat(operators(proto))
        .startsWith("Gemm", "Relu", "Gemm", "Relu", "Gemm", "Softmax", "ArgMax");
    ValueInfoProto features = proto.getGraph().getInput(0);
    assertThat(features.getName()).isEqualTo("features");
    assertThat(features.getType().getTensorType().getShape().getDim(0).getDimParam())
        .isEqualTo("batch");
    assertThat(features.getType().getTensorType().getShape().getDim(1).getDimValue()).isEqualTo(4);
    assertThat(proto.getGraph().getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("rawPrediction", "probability", "prediction");
  }

  @Test
  void save_columnsOfOtherNames_areInputsAndOutputs() throws IOException {
    DropoutClassificationModel renamed = model.copy(new org.apache.spark.ml.param.ParamMap());
    renamed.setFeaturesCol("pixels");
    renamed.setProbabilityCol("p");
    renamed.setRawPredictionCol("");
    ModelExport.onnx(renamed).save(file);
    ModelProto proto = parsed();
    assertThat(proto.getGraph().getInput(0).getName()).isEqualTo("pixels");
    assertThat(proto.getGraph().getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("rawPrediction", "p", "prediction");
  }

  @Test
  void save_saysWhereTheModelIsFrom() throws IOException {
    ModelExport.onnx(model).save(file);
    try (OnnxSession session = OnnxSession.open(Files.readAllBytes(Path.of(file)))) {
      assertThat(session.metadata())
          .containsEntry("dataFingerprint", model.provenance().dataFingerprint())
          .containsEntry("seed", "1929")
          .containsEntry("weightsSha256", model.weightsDigest())
          .containsKeys("provenance", "summary", "params", "createdAt", "trainingRows");
      assertThat(session.metadata().get("params")).contains("\"hiddenDropout\" : \"[0.4,0.3]\"");
      assertThat(session.metadata().get("provenance")).contains("\"spark\" : \"3.5.7\"");
    }
  }

  @Test
  void save_thresholds_decideAsInSpark(SparkSession spark) throws IOException {
    DropoutClassificationModel strict = model.copy(new org.apache.spark.ml.param.ParamMap());
    strict.setThresholds(new double[] {0.9, 0.0, 0.3});
    Verification verification =
        ModelExport.onnx(strict).verifiedOn(Models.table(spark, 120)).save(file);
    assertThat(verification.rows()).isEqualTo(120);
    assertThat(operators(parsed())).contains("Div", "IsNaN", "Where");
  }

  @Test
  void saveForTraining_dropsOnlyInTrainingMode() throws IOException {
    ModelExport.onnxForTraining(model).save(file);
    ModelProto proto = parsed();
    assertThat(operators(proto))
        .startsWith(
            "And", "Flatten", "Dropout", "Gemm", "Relu", "Dropout", "Gemm", "Relu", "Dropout");
    assertThat(DropoutNodes.rates(Path.of(file))).containsExactly(0.2f, 0.4f, 0.3f);
    float[][] still = probabilities(proto.toByteArray());
    float[][] training = probabilities(inTrainingMode(proto).toByteArray());
    assertThat(still[0]).isEqualTo(still[1]);
    assertThat(training[0]).isNotEqualTo(still[0]);
  }

  /**
   * Inverted dropout of the inputs leaves the mean of the first sums as it is: over many rows of
   * one example the deviation of a mean of logits stays within five of its own standard errors, a
   * chance of one in a million for a sound network without hidden layers.
   */
  @Test
  void saveForTraining_weightsAreScaledForItsDropout(SparkSession spark) throws IOException {
    DropoutClassificationModel linear =
        Models.classifier()
            .setHiddenLayers(new int[0])
            .setHiddenDropout(0)
            .setInputDropout(0.5)
            .fit(Models.table(spark, 60));
    ModelExport.onnxForTraining(linear).save(file);
    float[][] still = outputs(parsed().toByteArray(), 20_000, "rawPrediction");
    float[][] training = outputs(inTrainingMode(parsed()).toByteArray(), 20_000, "rawPrediction");
    double mean = Stream.of(training).mapToDouble(row -> row[0]).average().orElseThrow();
    double variance =
        Stream.of(training).mapToDouble(row -> (row[0] - mean) * (row[0] - mean)).sum() / 19_999;
    assertThat(variance).isGreaterThan(1e-4);
    assertThat(Math.abs(mean - still[0][0])).isLessThan(5 * Math.sqrt(variance / 20_000));
  }

  @Test
  void saveForTraining_withoutDropout_hasNoSuchNodes(SparkSession spark) throws IOException {
    DropoutClassificationModel plain =
        Models.classifier().setInputDropout(0).setHiddenDropout(0).fit(Models.table(spark, 60));
    ModelExport.onnxForTraining(plain).save(file);
    assertThat(operators(parsed())).doesNotContain("Dropout");
    assertThat(parsed().getGraph().getInputList()).hasSize(1);
  }

  @Test
  void saveForTraining_gaussian_isRefused(SparkSession spark) throws IOException {
    DropoutClassificationModel gaussian =
        Models.classifier().setDropoutKind("gaussian").fit(Models.table(spark, 60));
    assertThatThrownBy(() -> ModelExport.onnxForTraining(gaussian).save(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dropoutKind must be classic or inverted for an ONNX file to train on with: ONNX has no"
                + " operator that multiplies by noise. Provided value: gaussian. Export the form"
                + " for inference");
    assertThat(files()).isEmpty();
  }

  @Test
  void save_onAnExistingFile_isRefusedUnlessOverwritten() throws IOException {
    Files.writeString(Path.of(file), "something");
    assertThatThrownBy(() -> ModelExport.onnx(model).save(file))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(
            "There must be no file yet. Provided path: %s. Name another, or set overwrite", file);
    assertThat(Path.of(file)).hasContent("something");
    ModelExport.onnx(model).overwrite().save(file);
    assertThat(parsed().getProducerName()).isEqualTo("spark-dropout");
  }

  @Test
  void save_onATableWithoutRows_isRefused(SparkSession spark) throws IOException {
    ModelExport export = ModelExport.onnx(model).verifiedOn(Models.table(spark, 0));
    assertThatThrownBy(() -> export.save(file))
        .isInstanceOf(ExportException.class)
        .hasMessage(
            "An export must be compared on rows. The table has none that the model scores. No file"
                + " was kept: give another table, or none");
    assertThat(files()).isEmpty();
  }

  @Test
  void sampleRows_none_isRefused() {
    assertThatThrownBy(() -> ModelExport.onnx(model).sampleRows(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sampleRows must be at least 1. Provided value: 0");
  }

  private static ModelProto inTrainingMode(ModelProto proto) {
    ModelProto.Builder training = proto.toBuilder();
    training.getGraphBuilder().getInitializerBuilderList().stream()
        .filter(tensor -> tensor.getName().equals("training_mode"))
        .forEach(tensor -> tensor.setRawData(ByteString.copyFrom(new byte[] {1})));
    return training.build();
  }

  /** ONNX Runtime's Java API takes values for inputs without a default only. */
  @Test
  void saveForTraining_modeIsAnInput() throws IOException {
    ModelExport.onnxForTraining(model).save(file);
    ModelProto.Builder proto = parsed().toBuilder();
    int place =
        proto.getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .toList()
            .indexOf("training_mode");
    proto.getGraphBuilder().removeInitializer(place);
    float[][] features = new float[100][4];
    try (OnnxSession session = OnnxSession.open(proto.build().toByteArray())) {
      Object still = session.run(inputs(features, false)).get("probability");
      Object training = session.run(inputs(features, true)).get("probability");
      assertThat(java.util.Arrays.deepEquals((float[][]) training, (float[][]) still)).isFalse();
    }
  }

  private static Map<String, Object> inputs(float[][] features, boolean training) {
    return Map.of("features", features, "training_mode", training);
  }

  private static float[][] probabilities(byte[] file) {
    return outputs(file, 2, "probability");
  }

  private static float[][] outputs(byte[] file, int rows, String output) {
    float[][] features = new float[rows][];
    java.util.Arrays.setAll(features, row -> new float[] {0.5f, 1f, -0.25f, 2f});
    try (OnnxSession session = OnnxSession.open(file)) {
      return (float[][]) session.run(Map.of("features", features)).get(output);
    }
  }
}
