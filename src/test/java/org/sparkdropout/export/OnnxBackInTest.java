package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class OnnxBackInTest {
  private static DropoutClassificationModel model;

  @TempDir private Path folder;
  private String file;

  @BeforeEach
  void export(SparkSession spark) throws IOException {
    if (model == null) {
      model = Models.fit(spark);
      model.setThresholds(new double[] {0.5, 0.4, 0.3});
      model.setProbabilityCol("p");
    }
    file = folder.resolve("model.onnx").toString();
    ModelExport.onnx(model).sampleRows(10).save(file);
  }

  @Test
  void fromOnnx_isTheModel(SparkSession spark) {
    assertSame(DropoutClassificationModel.fromOnnx(file), spark);
  }

  @Test
  void fromOnnx_theFormForTraining_isTheModel(SparkSession spark) throws IOException {
    ModelExport.onnxForTraining(model).overwrite().save(file);
    assertSame(DropoutClassificationModel.fromOnnx(file), spark);
  }

  private static void assertSame(DropoutClassificationModel read, SparkSession spark) {
    assertThat(read.uid()).isEqualTo(model.uid());
    assertThat(read.exportedNetwork()).hasToString(model.exportedNetwork().toString());
    assertThat(read.weightsDigest()).isEqualTo(model.weightsDigest());
    assertThat(read.provenance()).isEqualTo(model.provenance());
    assertThat(read.summary()).isEqualTo(model.summary());
    assertThat(read.getHiddenDropout()).containsExactly(0.4, 0.3);
    assertThat(read.transform(Models.table(spark, 60)).collectAsList())
        .isEqualTo(model.transform(Models.table(spark, 60)).collectAsList());
  }

  @Test
  void fromOnnx_noFile_isRefused() {
    String nothing = folder.resolve("no.onnx").toString();
    assertThatThrownBy(() -> DropoutClassificationModel.fromOnnx(nothing))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("An ONNX file must exist. Provided: %s. Check the path".formatted(nothing));
  }

  @Test
  void fromOnnx_text_isRefused() throws IOException {
    write("weights of a network".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> DropoutClassificationModel.fromOnnx(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + " must be an ONNX file. It is none");
  }

  @Test
  void fromOnnx_empty_isRefused() throws IOException {
    write(new byte[0]);
    assertRefused(
        "%s must be an ONNX file. It is none: it holds no version or no graph. Copy or export it again");
  }

  @Test
  void fromOnnx_cutOff_isRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(file));
    write(Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> DropoutClassificationModel.fromOnnx(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + " must be an ONNX file. It is none, or was cut off: ");
  }

  @Test
  void fromOnnx_ofAnotherProducer_isRefused() throws IOException {
    edit(proto -> proto.setProducerName("pytorch").setProducerVersion("2.1"));
    assertThatThrownBy(() -> DropoutClassificationModel.fromOnnx(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("An ONNX file of others must be a chain of Gemm, or MatMul and Add")
        .hasMessageContaining("it has the inputs [features], and 3 outputs");
  }

  @Test
  void fromOnnx_operatorSetTooNew_isRefused() throws IOException {
    edit(proto -> proto.getOpsetImportBuilder(0).setVersion(18));
    assertRefused(
        "An ONNX file's operator set must be in [13, 17]. That of %s is 18: export the model"
            + " again, or read it with a newer Spark Dropout");
  }

  @Test
  void fromOnnx_versionTooNew_isRefused() throws IOException {
    edit(proto -> proto.setIrVersion(11));
    assertRefused(
        "An ONNX file's IR version must be at most 8. That of %s is 11: export the model again, or"
            + " read it with a newer Spark Dropout");
  }

  @Test
  void fromOnnx_operatorsOfOthers_isRefused() throws IOException {
    edit(proto -> proto.addOpsetImportBuilder().setDomain("com.example").setVersion(1));
    assertRefused("A network must be of ONNX's own operators. %s uses those of: com.example");
  }

  @Test
  void fromOnnx_withoutMetadata_isRefused() throws IOException {
    edit(ModelProto.Builder::clearMetadataProps);
    assertRefused(
        "The metadata of an exported network must have format = spark-dropout-network. In %s it"
            + " is: null. Export the model again");
  }

  @Test
  void fromOnnx_damagedMetadata_isRefused() throws IOException {
    edit(
        proto ->
            proto.getMetadataPropsBuilderList().stream()
                .filter(entry -> entry.getKey().equals("summary"))
                .forEach(entry -> entry.setValue("{}")));
    assertRefused(
        "Metadata must be as they were exported. Those of %s are not: field network is null."
            + " Export the model again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.4    | 1.5     | hiddenDropout must be in [0, 1). Provided value: 1.5
          , 0.3  | ''      | field rates is [0.2,0.4], not an array of 3 numbers
          {      | ''      | not a JSON object
          """)
  void fromOnnx_damagedDropout_isRefused(String from, String to, String why) throws IOException {
    edit(
        proto ->
            proto.getMetadataPropsBuilderList().stream()
                .filter(entry -> entry.getKey().equals("dropout"))
                .forEach(entry -> entry.setValue(entry.getValue().replace(from, to))));
    assertRefused(
        "Metadata must be as they were exported. Those of %s are not: "
            + why
            + ". Export the model again");
  }

  @Test
  void fromOnnx_otherNode_isRefused() throws IOException {
    edit(proto -> graph(proto).getNodeBuilder(1).setOpType("Elu"));
    assertRefused(
        "The graph must be a dense network as Spark Dropout exports it. That of %s is not: after"
            + " the last Gemm there must be a Softmax");
  }

  @Test
  void fromOnnx_otherProduct_isRefused() throws IOException {
    edit(proto -> graph(proto).getNodeBuilder(0).setOpType("MatMul"));
    assertRefused(
        "The graph must be a dense network as Spark Dropout exports it. That of %s is not: in"
            + " place of node layer1.sum (MatMul) there must be a Gemm with a bias");
  }

  @Test
  void fromOnnx_otherWiring_isRefused() throws IOException {
    edit(proto -> graph(proto).getNodeBuilder(2).setInput(0, "features"));
    assertRefused(
        "The graph must be a dense network as Spark Dropout exports it. That of %s is not: node"
            + " layer2.sum (Gemm) does not take layer1.activation");
  }

  @Test
  void fromOnnx_withoutNodes_isRefused() throws IOException {
    edit(proto -> graph(proto).clearNode());
    assertRefused(
        "The graph must be a dense network as Spark Dropout exports it. That of %s is not: it ends"
            + " after node 0");
  }

  @Test
  void fromOnnx_shapesThatDoNotFit_isRefused() throws IOException {
    edit(proto -> graph(proto).getInitializerBuilder(2).setDims(0, 10).setDims(1, 4));
    assertRefused(
        "The weights of each layer must fit its biases and the layer below. In %s those of layer 2"
            + " are [10, 4], but its biases are [5]. Export the model again");
  }

  @Test
  void fromOnnx_layersThatDoNotFit_isRefused() throws IOException {
    edit(proto -> graph(proto).getInitializerBuilder(2).setDims(0, 7));
    assertRefused(
        "The weights of each layer must fit its biases and the layer below. In %s those of layer 2"
            + " are [7, 5], but the layer below has 8 units. Export the model again");
  }

  /** Gigabytes of weights of which the file has none. */
  @ParameterizedTest
  @ValueSource(longs = {100_000_000, 200_000_000, Integer.MAX_VALUE})
  void fromOnnx_claimedUnits_areRefused(long units) throws IOException {
    edit(
        proto -> {
          graph(proto).getInitializerBuilder(0).setDims(1, units);
          graph(proto).getInitializerBuilder(1).setDims(0, units);
        });
    assertRefused(
        "Tensor layer1.weight of %s must hold "
            + 4 * units
            + " values in the file itself. It holds 128 bytes. Export the model again");
  }

  @Test
  void fromOnnx_tooFewWeights_isRefused() throws IOException {
    edit(
        proto ->
            graph(proto).getInitializerBuilder(0).setRawData(ByteString.copyFrom(new byte[4])));
    assertRefused(
        "Tensor layer1.weight of %s must hold 32 values in the file itself. It holds 4 bytes."
            + " Export the model again");
  }

  @Test
  void fromOnnx_weightThatIsNaN_isRefused() throws IOException {
    edit(
        proto -> {
          byte[] raw = graph(proto).getInitializerBuilder(2).getRawData().toByteArray();
          raw[14] = (byte) 0xC0;
          raw[15] = 0x7F;
          graph(proto).getInitializerBuilder(2).setRawData(ByteString.copyFrom(raw));
        });
    assertRefused(
        "Weights must be finite. Value 3 of tensor layer2.weight of %s is NaN. Export the model"
            + " again");
  }

  @Test
  void fromOnnx_changedWeight_isRefused() throws IOException {
    edit(
        proto ->
            graph(proto).getInitializerBuilder(1).setRawData(ByteString.copyFrom(new byte[32])));
    assertThatThrownBy(() -> DropoutClassificationModel.fromOnnx(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(
            "Weights must be those that were exported, with the SHA-256 %s. Those of %s have "
                .formatted(model.weightsDigest(), file))
        .hasMessageEndingWith(": the file was changed. Export the model again");
  }

  private static GraphProto.Builder graph(ModelProto.Builder proto) {
    return proto.getGraphBuilder();
  }

  private void edit(Consumer<ModelProto.Builder> change) throws IOException {
    ModelProto.Builder proto = ModelProto.parseFrom(Files.readAllBytes(Path.of(file))).toBuilder();
    change.accept(proto);
    write(proto.build().toByteArray());
  }

  /** Replaces the file, without the checksum that Hadoop keeps beside it. */
  private void write(byte[] bytes) throws IOException {
    Files.deleteIfExists(folder.resolve(".model.onnx.crc"));
    Files.write(Path.of(file), bytes);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> DropoutClassificationModel.fromOnnx(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(message.formatted(file));
  }
}
