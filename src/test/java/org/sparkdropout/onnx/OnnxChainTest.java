package org.sparkdropout.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sparkdropout.onnx.ForeignFile.ROWS;
import static org.sparkdropout.onnx.ForeignFile.asTwoClasses;
import static org.sparkdropout.onnx.ForeignFile.info;
import static org.sparkdropout.onnx.ForeignFile.number;
import static org.sparkdropout.onnx.ForeignFile.runtime;
import static org.sparkdropout.onnx.ForeignFile.whole;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.Tally;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Workspace;

/** Files as other exporters write them, against what ONNX Runtime computes of them. */
class OnnxChainTest {
  private static final float TOLERANCE = 1e-5f;

  private final ForeignFile file = new ForeignFile();
  private final GraphProto.Builder graph = file.graph();

  private static float[] ours(byte[] bytes, float[] inputs) {
    DenseStart dense = OnnxChain.read(bytes, "f").dense().orElseThrow();
    InferenceNetwork network = WeightScaling.scale(dense.weights(), dense.dropout());
    Workspace workspace = new Workspace(network.topology(), ROWS);
    System.arraycopy(inputs, 0, workspace.inputs(), 0, inputs.length);
    network.logits(workspace, new Forward(Blas.instance()), ROWS);
    new SoftmaxCrossEntropy(network.topology().outputs()).run(workspace, ROWS, new Tally());
    return workspace.scores();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Relu", "Sigmoid", "Tanh"})
  void chainOfOneActivation_isWhatOnnxRuntimeComputes(String type) {
    file.gemm(4, 6)
        .plain(type)
        .matMul(6, 5, 5)
        .plain(type)
        .gemm(5, 3)
        .plain("Softmax", whole("axis", -1));
    byte[] bytes = file.bytes(13);
    float[] rows = file.inputs();
    assertThat(ours(bytes, rows)).containsExactly(runtime(bytes, rows), within(TOLERANCE));
  }

  @ParameterizedTest
  @CsvSource({
    "Elu, ELU, 1",
    "Gelu, GELU, 0",
    "HardSigmoid, HARD_SIGMOID, 0",
    "LeakyRelu, LEAKY_RELU, 0.01",
    "Mish, MISH, 0",
    "Selu, SELU, 0",
    "Softplus, SOFTPLUS, 0",
    "Softsign, SOFTSIGN, 0"
  })
  void otherActivations_areReadButAreNotOurs(String type, ChainOperator operator, float alpha) {
    OnnxChain chain =
        OnnxChain.read(file.gemm(4, 6).plain(type).gemm(6, 3).plain("Softmax").bytes(20), "f");
    assertThat(chain.layers())
        .extracting(ChainLayer::activation)
        .containsExactly(new ChainActivation(operator, alpha), ChainActivation.NONE);
    assertThat(chain.whyNotDense())
        .contains("it has other activations than relu, sigmoid and tanh");
    assertThat(chain.dense()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Elu, 0.7", "LeakyRelu, 0.3"})
  void alpha_isRead(String type, float alpha) {
    byte[] bytes = file.gemm(4, 6).withAlpha(type, alpha).gemm(6, 3).bytes(13);
    assertThat(OnnxChain.read(bytes, "f").layers().get(0).activation().alpha()).isEqualTo(alpha);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HardSigmoid", "Selu"})
  void unusualSettings_areRefused(String type) {
    assertRefused(
        "it has the node %s 'v2'. Activations, with their usual settings, are Elu".formatted(type),
        graph -> graph.getNodeBuilder(1).setOpType(type).addAttribute(number("alpha", 0.9f)));
  }

  @Test
  void logitsAndTheLogarithm_areSoftmax() {
    file.gemm(4, 6).plain("Relu").plain("Dropout").plain("Identity").gemm(6, 3).plain("LogSoftmax");
    byte[] bytes = file.bytes(13);
    float[] rows = file.inputs();
    float[] expected = runtime(bytes, rows);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (float) Math.exp(expected[i]);
    }
    assertThat(ours(bytes, rows)).containsExactly(expected, within(TOLERANCE));
    graph.removeNode(graph.getNodeCount() - 1);
    assertThat(ours(file.bytes(13), rows)).containsExactly(expected, within(TOLERANCE));
  }

  /** Weights not turned, factors, a bias of one number for all, and of one row. */
  @Test
  void formsOfProducts_areWhatOnnxRuntimeComputes() {
    file.node(
        "Gemm",
        new String[] {file.constant(4, 6), file.constant(1, 6)},
        number("alpha", 0.5f),
        number("beta", 2));
    file.plain("Tanh").matMul(6, 5, 1).plain("Tanh").matMul(5, 3, 1, 3);
    file.plain("Softmax");
    byte[] bytes = file.bytes(13);
    float[] rows = file.inputs();
    assertThat(ours(bytes, rows)).containsExactly(runtime(bytes, rows), within(TOLERANCE));
  }

  @Test
  void oneSigmoidUnit_isTwoClasses() {
    byte[] bytes = file.gemm(4, 6).plain("Relu").gemm(6, 1).plain("Sigmoid").outputs(1).bytes(13);
    float[] rows = file.inputs();
    assertThat(ours(bytes, rows))
        .containsExactly(asTwoClasses(runtime(bytes, rows)), within(TOLERANCE));
  }

  private void assertRefused(String why, Consumer<GraphProto.Builder> change) {
    file.gemm(4, 6).plain("Relu").gemm(6, 3).plain("Softmax");
    change.accept(graph);
    byte[] bytes = file.bytes(13);
    assertThatThrownBy(() -> OnnxChain.read(bytes, "net.onnx"))
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
        "it ends in 3 units with Relu", graph -> graph.getNodeBuilder(3).setOpType("Relu"));
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
    file.gemm(4, 6).plain("Relu").node("Dropout", new String[] {"ratio", "training"});
    file.gemm(6, 3).plain("Softmax");
    byte[] bytes = file.bytes(13);
    if (trains) {
      assertThatThrownBy(() -> OnnxChain.read(bytes, "f"))
          .hasMessageContaining("node Dropout 'v3' drops in predictions too");
    } else {
      float[] rows = file.inputs();
      assertThat(ours(bytes, rows)).containsExactly(runtime(bytes, rows), within(TOLERANCE));
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
    file.plain("Flatten", whole("axis", axis));
    assertRefused("node Flatten 'v1' does not keep rows", graph -> {});
  }

  @Test
  void identityBehindTheEnd_isIdle() {
    file.gemm(4, 6).plain("Relu").gemm(6, 3).plain("Softmax").plain("Identity");
    byte[] bytes = file.bytes(13);
    float[] rows = file.inputs();
    assertThat(ours(bytes, rows)).containsExactly(runtime(bytes, rows), within(TOLERANCE));
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
      file.clear();
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
}
