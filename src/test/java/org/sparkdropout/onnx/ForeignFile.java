package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Map;
import java.util.Random;

/** A chain of nodes as other exporters write it, from four features to three classes. */
public final class ForeignFile {
  /** How many rows {@link #inputs} draws. */
  public static final int ROWS = 7;

  private static final int FEATURES = 4;

  private final Random random = new Random(5);

  private final GraphProto.Builder graph =
      GraphProto.newBuilder().setName("g").addInput(info("in", FEATURES)).addOutput(info("out", 3));

  private String value = "in";

  static ValueInfoProto info(String name, long width) {
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
    type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimParam("n");
    type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(width);
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  GraphProto.Builder graph() {
    return graph;
  }

  /** Starts again from the input, without nodes and weights. */
  void clear() {
    graph.clearNode().clearInitializer();
    value = "in";
  }

  private float[] drawn(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * 0.6f;
    }
    return values;
  }

  String constant(long... dims) {
    int count = 1;
    for (long dim : dims) {
      count *= (int) dim;
    }
    String name = "c" + graph.getInitializerCount();
    float[] values = drawn(count);
    graph.addInitializer(Tensors.floats(name, values, 0, count, dims));
    return name;
  }

  static AttributeProto number(String name, float number) {
    return OnnxAttribute.number(name, number).proto();
  }

  static AttributeProto whole(String name, long number) {
    return OnnxAttribute.integer(name, number).proto();
  }

  ForeignFile node(String type, String[] constants, AttributeProto... attributes) {
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

  /** A node that takes the one before it alone. */
  public ForeignFile plain(String type, AttributeProto... attributes) {
    return node(type, new String[0], attributes);
  }

  /** As {@link #plain}, with the attribute alpha. */
  public ForeignFile withAlpha(String type, float alpha) {
    return plain(type, number("alpha", alpha));
  }

  /** As PyTorch exports a Linear. */
  public ForeignFile gemm(int inputs, int outputs) {
    return node(
        "Gemm", new String[] {constant(outputs, inputs), constant(outputs)}, whole("transB", 1));
  }

  /** As TensorFlow's converter and scikit-learn's write a layer. */
  public ForeignFile matMul(int inputs, int outputs, long... bias) {
    node("MatMul", new String[] {constant(inputs, outputs)});
    return node("Add", new String[] {constant(bias)});
  }

  /** How many units the last layer has; three if nothing is said. */
  public ForeignFile outputs(int units) {
    graph.setOutput(0, info("out", units));
    return this;
  }

  /** The bytes, with the last node's value as output. */
  public byte[] bytes(int opset) {
    graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, "out");
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("pytorch")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** Features to compare answers on. */
  public float[] inputs() {
    float[] rows = drawn(ROWS * FEATURES);
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= 3;
    }
    return rows;
  }

  /** What ONNX Runtime computes. */
  public static float[] runtime(byte[] file, float[] inputs) {
    float[][] rows = new float[ROWS][FEATURES];
    for (int i = 0; i < inputs.length; i++) {
      rows[i / FEATURES][i % FEATURES] = inputs[i];
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

  /** Rows of one sigmoid as rows of two classes. */
  public static float[] asTwoClasses(float[] sigmoids) {
    float[] both = new float[2 * sigmoids.length];
    for (int i = 0; i < sigmoids.length; i++) {
      both[2 * i] = 1 - sigmoids[i];
      both[2 * i + 1] = sigmoids[i];
    }
    return both;
  }
}
