package org.sparkdropout.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.SoftmaxCrossEntropy;
import org.sparkdropout.network.Tally;
import org.sparkdropout.network.Workspace;

/** Files as other exporters write them, against what ONNX Runtime computes of them. */
class OnnxChainTest {
  private static final int ROWS = 7;
  private static final float TOLERANCE = 1e-5f;

  private final Random random = new Random(5);

  private final GraphProto.Builder graph =
      GraphProto.newBuilder().setName("g").addInput(info("in", 4)).addOutput(info("out", 3));

  private String value = "in";

  private static ValueInfoProto info(String name, long width) {
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
    type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimParam("n");
    type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(width);
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  private float[] drawn(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * 0.6f;
    }
    return values;
  }

  private String constant(long... dims) {
    int count = 1;
    for (long dim : dims) {
      count *= (int) dim;
    }
    String name = "c" + graph.getInitializerCount();
    float[] values = drawn(count);
    graph.addInitializer(Tensors.floats(name, values, 0, count, dims));
    return name;
  }

  private static AttributeProto number(String name, float number) {
    return OnnxAttribute.number(name, number).proto();
  }

  private static AttributeProto whole(String name, long number) {
    return OnnxAttribute.integer(name, number).proto();
  }

  private OnnxChainTest node(String type, String[] constants, AttributeProto... attributes) {
    NodeProto.Builder node = graph.addNodeBuilder().setOpType(type).addInput(value);
    for (String constant : constants) {
      node.addInput(constant);
    }
    for (AttributeProto attribute : attributes) {
      node.addAttribute(attribute);
    }
    value = "v" + graph.getNodeCount();
    node.addOutput(value);
    return this;
  }

  private OnnxChainTest plain(String type, AttributeProto... attributes) {
    return node(type, new String[0], attributes);
  }

  /** As PyTorch exports a Linear. */
  private OnnxChainTest gemm(int inputs, int outputs) {
    return node(
        "Gemm", new String[] {constant(outputs, inputs), constant(outputs)}, whole("transB", 1));
  }

  /** As TensorFlow's converter and scikit-learn's write a layer. */
  private OnnxChainTest matMul(int inputs, int outputs, long... bias) {
    node("MatMul", new String[] {constant(inputs, outputs)});
    return node("Add", new String[] {constant(bias)});
  }

  private byte[] file(int opset) {
    graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, "out");
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("pytorch")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private float[] inputs() {
    float[] rows = drawn(ROWS * 4);
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= 3;
    }
    return rows;
  }

  private static float[] runtime(byte[] file, float[] inputs) {
    float[][] rows = new float[ROWS][4];
    for (int i = 0; i < inputs.length; i++) {
      rows[i / 4][i % 4] = inputs[i];
    }
    try (OnnxSession session = OnnxSession.open(file)) {
      float[][] out = (float[][]) session.run(Map.of("in", rows)).get("out");
      float[] flat = new float[ROWS * out[0].length];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = out[i / out[0].length][i % out[0].length];
      }
      return flat;
    }
  }

  private static float[] dl4j(byte[] file, float[] inputs) {
    return OnnxChain.read(file, "f")
        .network()
        .output(Nd4j.createFromArray(inputs).reshape('c', ROWS, 4))
        .dup('c')
        .reshape(-1)
        .toFloatVector();
  }

  private static float[] ours(byte[] file, float[] inputs) {
    DenseStart dense = OnnxChain.read(file, "f").dense().orElseThrow();
    InferenceNetwork network = WeightScaling.scale(dense.weights(), dense.dropout());
    Workspace workspace = new Workspace(network.topology(), ROWS);
    System.arraycopy(inputs, 0, workspace.inputs(), 0, inputs.length);
    network.logits(workspace, new Forward(Blas.instance()), ROWS);
    SoftmaxCrossEntropy.run(workspace, ROWS, new Tally());
    return workspace.scores();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Relu", "Sigmoid", "Tanh"})
  void chainOfOneActivation_isWhatOnnxRuntimeComputes_inBothEngines(String type) {
    gemm(4, 6)
        .plain(type)
        .matMul(6, 5, 5)
        .plain(type)
        .gemm(5, 3)
        .plain("Softmax", whole("axis", -1));
    byte[] file = file(13);
    float[] rows = inputs();
    float[] expected = runtime(file, rows);
    assertThat(ours(file, rows)).containsExactly(expected, within(TOLERANCE));
    assertThat(dl4j(file, rows)).containsExactly(expected, within(TOLERANCE));
  }

  @ParameterizedTest
  @CsvSource({
    "LeakyRelu, 0.3",
    "Elu, 0.7",
    "Selu, 0",
    "Softplus, 0",
    "Softsign, 0",
    "HardSigmoid, 0"
  })
  void otherActivations_areWhatOnnxRuntimeComputes(String type, float alpha) {
    gemm(4, 6);
    AttributeProto[] settings =
        alpha == 0 ? new AttributeProto[0] : new AttributeProto[] {number("alpha", alpha)};
    plain(type, settings).gemm(6, 3).plain("Softmax");
    byte[] file = file(12);
    float[] rows = inputs();
    assertThat(dl4j(file, rows)).containsExactly(runtime(file, rows), within(TOLERANCE));
    assertThat(OnnxChain.read(file, "f").whyNotDense())
        .contains("it has other activations than relu, sigmoid and tanh");
  }

  @ParameterizedTest
  @CsvSource({"Gelu, 20", "Mish, 18"})
  void newerActivations_areWhatOnnxRuntimeComputes(String type, int opset) {
    gemm(4, 6).plain(type).gemm(6, 3).plain("Softmax");
    byte[] file = file(opset);
    float[] rows = inputs();
    assertThat(dl4j(file, rows)).containsExactly(runtime(file, rows), within(TOLERANCE));
  }

  @Test
  void logitsAndTheLogarithm_areSoftmax() {
    gemm(4, 6).plain("Relu").plain("Dropout").plain("Identity").gemm(6, 3).plain("LogSoftmax");
    byte[] file = file(13);
    float[] rows = inputs();
    float[] expected = runtime(file, rows);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (float) Math.exp(expected[i]);
    }
    assertThat(ours(file, rows)).containsExactly(expected, within(TOLERANCE));
    graph.removeNode(graph.getNodeCount() - 1);
    assertThat(ours(file(13), rows)).containsExactly(expected, within(TOLERANCE));
  }

  /** Weights not turned, factors, a bias of one number for all, and of one row. */
  @Test
  void formsOfProducts_areWhatOnnxRuntimeComputes() {
    node(
        "Gemm",
        new String[] {constant(4, 6), constant(1, 6)},
        number("alpha", 0.5f),
        number("beta", 2));
    plain("Tanh").matMul(6, 5, 1).plain("Tanh").matMul(5, 3, 1, 3);
    plain("Softmax");
    byte[] file = file(13);
    float[] rows = inputs();
    assertThat(ours(file, rows)).containsExactly(runtime(file, rows), within(TOLERANCE));
  }

  @Test
  void oneSigmoidUnit_isTwoClasses() {
    gemm(4, 6).plain("Relu").gemm(6, 1).plain("Sigmoid");
    graph.setOutput(0, info("out", 1));
    byte[] file = file(13);
    float[] rows = inputs();
    float[] one = runtime(file, rows);
    float[] expected = new float[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      expected[2 * i] = 1 - one[i];
      expected[2 * i + 1] = one[i];
    }
    assertThat(ours(file, rows)).containsExactly(expected, within(TOLERANCE));
    assertThat(dl4j(file, rows)).containsExactly(expected, within(TOLERANCE));
  }

  private void assertRefused(String why, Consumer<GraphProto.Builder> change) {
    gemm(4, 6).plain("Relu").gemm(6, 3).plain("Softmax");
    change.accept(graph);
    byte[] file = file(13);
    assertThatThrownBy(() -> OnnxChain.read(file, "net.onnx"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("net.onnx")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Exp", "Conv", "Celu", "ThresholdedRelu"})
  void otherNodes_areNamed(String type) {
    assertRefused(
        "it has the node %s 'v2'. Activations, with their usual settings, are Elu, Gelu"
            .formatted(type),
        graph -> graph.getNodeBuilder(1).setOpType(type));
  }

  @Test
  void branch_isNamed() {
    assertRefused(
        "node Gemm 'v3' does not take v2 alone",
        graph -> graph.getNodeBuilder(2).setInput(0, "v1"));
  }

  @Test
  void end_thatIsNoClassification_isNamed() {
    assertRefused(
        "it ends in 3 units with relu", graph -> graph.getNodeBuilder(3).setOpType("Relu"));
  }

  @Test
  void graphOfTwoOutputs_isRefused() {
    assertRefused("and 2 outputs", graph -> graph.addOutput(info("v2", 6)));
  }

  @Test
  void layersThatDoNotFit_areNamed() {
    assertRefused(
        "node Gemm 'v3' takes 18 units, and there are 6",
        graph -> graph.getInitializerBuilder(2).clearDims().addDims(1).addDims(18));
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 1L << 40, Long.MAX_VALUE, -1})
  void claimedSizes_areRefused(long claimed) {
    assertRefused(
        "Tensor c0 of net.onnx is FLOAT of the shape [%d, 4], and has 24 values there"
            .formatted(claimed),
        graph -> graph.getInitializerBuilder(0).setDims(0, claimed));
  }

  @Test
  void weightsThatAreNoNumbers_areNamed() {
    assertRefused(
        "Value 1 of tensor c1 of net.onnx is NaN",
        graph -> {
          float[] values = {1, Float.NaN, 0, 0, 0, 0};
          graph.setInitializer(1, Tensors.floats("c1", values, 0, 6, 6));
        });
  }

  @Test
  void weightsOfAnotherType_areRefused() {
    assertRefused(
        "Tensor c1 of net.onnx is DOUBLE",
        graph -> graph.setInitializer(1, Tensors.doubles("c1", new double[6], 6)));
  }

  /** FLOAT16, BFLOAT16, INT4, and one that ONNX may name one day. */
  @ParameterizedTest
  @CsvSource({"10, FLOAT16", "16, BFLOAT16", "22, INT4", "99, type 99"})
  void weightsOfATypeThatIsNotRead_areNamed(int type, String name) {
    assertRefused(
        "Tensor c0 of net.onnx is %s of the shape [6, 4]".formatted(name),
        graph -> graph.getInitializerBuilder(0).setDataType(type));
  }

  /** What others have registered under a name of ONNX may compute something else. */
  @ParameterizedTest
  @CsvSource({"0, Gemm 'v1'", "1, Relu 'v2'", "3, Softmax 'out'"})
  void nodeOfAnotherDomain_isNamed(int place, String node) {
    assertRefused(
        "node %s is of the domain mine".formatted(node.replace("''", "'")),
        graph -> graph.getNodeBuilder(place).setDomain("mine"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dropoutInPredictions_isNamed(boolean trains) {
    graph.addInitializer(Tensors.floats("ratio", new float[] {0.5f}, 0, 1));
    graph.addInitializer(Tensors.flag("training", trains));
    gemm(4, 6).plain("Relu").node("Dropout", new String[] {"ratio", "training"});
    gemm(6, 3).plain("Softmax");
    byte[] file = file(13);
    if (trains) {
      assertThatThrownBy(() -> OnnxChain.read(file, "f"))
          .hasMessageContaining("node Dropout 'v3' drops in predictions too");
    } else {
      float[] rows = inputs();
      assertThat(ours(file, rows)).containsExactly(runtime(file, rows), within(TOLERANCE));
    }
  }

  /** Softmax over the second axis would be over steps, and a row would be more than one example. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void inputThatIsNoRows_isNamed(int dimensions) {
    var shape = graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
    shape.clearDim();
    for (int i = 0; i < dimensions; i++) {
      shape.addDimBuilder().setDimValue(2);
    }
    assertRefused(
        "its input has %d dimensions, and no Flatten behind it".formatted(dimensions), graph -> {});
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2, -1})
  void flattenThatDoesNotKeepRows_isNamed(long axis) {
    plain("Flatten", whole("axis", axis));
    assertRefused("node Flatten 'v1' does not keep rows", graph -> {});
  }

  @Test
  void identityBehindTheEnd_isIdle() {
    gemm(4, 6).plain("Relu").gemm(6, 3).plain("Softmax").plain("Identity");
    byte[] file = file(13);
    float[] rows = inputs();
    assertThat(ours(file, rows)).containsExactly(runtime(file, rows), within(TOLERANCE));
  }

  /** The bytes in the file are then not those that others compute with. */
  @Test
  void weightsInAnotherFile_areRefused() {
    assertRefused(
        "Tensor c0 of net.onnx is FLOAT of the shape [6, 4]",
        graph -> graph.getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL));
  }

  @Test
  void weightsThatAFactorMakesInfinite_areNamed() {
    for (String factor : new String[] {"alpha", "beta"}) {
      graph.clearNode().clearInitializer();
      value = "in";
      assertRefused(
          "is Infinity",
          graph -> {
            graph.setInitializer(0, Tensors.floats("c0", filled(24), 0, 24, 6, 4));
            graph.setInitializer(1, Tensors.floats("c1", filled(6), 0, 6, 6));
            graph.getNodeBuilder(0).addAttribute(number(factor, 1e30f));
          });
    }
  }

  private static float[] filled(int count) {
    float[] values = new float[count];
    Arrays.fill(values, 1e10f);
    return values;
  }

  @Test
  void layerWithoutWeights_isNamed() {
    assertRefused(
        "node Gemm 'v1' has no weights",
        graph -> graph.setInitializer(0, Tensors.floats("c0", new float[0], 0, 0, 1L << 33, 0)));
  }

  /** Where DL4J's own softplus is infinite. */
  @ParameterizedTest
  @ValueSource(strings = {"Softplus", "Mish", "Gelu", "Elu", "Selu", "Softsign", "HardSigmoid"})
  void sumsFarFromZero_areWhatOnnxRuntimeComputes(String type) {
    gemm(4, 6).plain(type).gemm(6, 3).plain("Softmax");
    byte[] file = file(20);
    float[] rows = inputs();
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= 100;
    }
    assertThat(dl4j(file, rows)).containsExactly(runtime(file, rows), within(TOLERANCE));
  }
}
