package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph in the making: values are inputs, constants and what nodes compute, each with a name.
 *
 * <p>Nodes must be added after what they take. Inputs and outputs keep the names they are given;
 * all others get a number behind theirs where it is taken. Not thread-safe.
 */
public final class OnnxGraph {
  private final GraphProto.Builder graph;
  private final Set<String> names = new HashSet<>();
  private boolean usesMl;
  private boolean matchesTexts;

  /**
   * An empty graph.
   *
   * @param name of the graph
   */
  public OnnxGraph(String name) {
    this.graph = GraphProto.newBuilder().setName(name);
  }

  /**
   * Adds an input of a matrix, or other array, of any number of rows.
   *
   * @param name of the input
   * @param type of its elements
   * @param dims of one row
   * @return the name
   * @throws IllegalArgumentException if another value has that name
   */
  public String input(String name, ElementType type, long... dims) {
    take(name);
    graph.addInput(info(name, type, true, dims));
    return name;
  }

  /**
   * Adds an output.
   *
   * @param name of a value that some node computes
   * @param type of its elements
   * @param dims of one row; none for one element a row
   */
  public void output(String name, ElementType type, long... dims) {
    graph.addOutput(info(name, type, true, dims));
  }

  private void take(String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException(
          "Inputs and outputs of an ONNX model must have different names. Twice: %s. Rename that column"
              .formatted(name));
    }
  }

  private static ValueInfoProto info(String name, ElementType type, boolean batch, long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    if (batch) {
      shape.addDimBuilder().setDimParam(OnnxFormat.BATCH);
    }
    for (long dim : dims) {
      shape.addDimBuilder().setDimValue(dim);
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.proto().getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private String free(String wanted) {
    String name = wanted;
    for (int number = 2; !names.add(name); number++) {
      name = wanted + "_" + number;
    }
    return name;
  }

  private String add(TensorProto constant) {
    graph.addInitializer(constant);
    return constant.getName();
  }

  /**
   * Adds a constant of floats.
   *
   * @param wanted name
   * @param values row-major
   * @param dims of the array; none for a single number
   * @return its name
   */
  public String floats(String wanted, float[] values, long... dims) {
    return add(Tensors.floats(free(wanted), values, 0, values.length, dims));
  }

  /** Adds a part of an array as a constant. */
  String floats(String wanted, float[] values, int from, int to, long... dims) {
    return add(Tensors.floats(free(wanted), values, from, to, dims));
  }

  /**
   * Adds a constant of doubles.
   *
   * @param wanted name
   * @param values row-major
   * @param dims of the array; none for a single number
   * @return its name
   */
  public String doubles(String wanted, double[] values, long... dims) {
    return add(Tensors.doubles(free(wanted), values, dims));
  }

  /**
   * Adds a constant of whole numbers.
   *
   * @param wanted name
   * @param values row-major
   * @param dims of the array; none for a single number
   * @return its name
   */
  public String longs(String wanted, long[] values, long... dims) {
    return add(Tensors.longs(free(wanted), values, dims));
  }

  /**
   * Adds a text as a constant.
   *
   * @param wanted name
   * @param value the text
   * @return its name
   */
  public String text(String wanted, String value) {
    return add(Tensors.text(free(wanted), value));
  }

  /**
   * Adds a constant of truth values.
   *
   * @param wanted name
   * @param values row-major
   * @param dims of the array
   * @return its name
   */
  public String flags(String wanted, boolean[] values, long... dims) {
    return add(Tensors.flags(free(wanted), values, dims));
  }

  /** Adds an input of one value that need not be given, and its default. */
  String optional(String name, ElementType type, TensorProto byDefault) {
    take(name);
    graph.addInput(info(name, type, false));
    graph.addInitializer(byDefault);
    return name;
  }

  /**
   * Adds a node of ONNX's own operators.
   *
   * @param wanted name of the node and of what it computes
   * @param operator its type
   * @param inputs names of the values it takes
   * @param attributes its settings
   * @return the name of what it computes
   */
  public String node(
      String wanted, String operator, List<String> inputs, OnnxAttribute... attributes) {
    return add(free(wanted), "", operator, inputs, attributes);
  }

  /**
   * Adds whether texts match a pattern as a whole. The file then is of the operator set 20, which
   * brought this, and so needs ONNX Runtime 1.17 or newer.
   *
   * @param wanted name of the node and of what it computes
   * @param texts the name of the value it takes
   * @param pattern a regular expression of RE2
   * @return the name of what it computes
   */
  public String matches(String wanted, String texts, String pattern) {
    matchesTexts = true;
    return node(wanted, "RegexFullMatch", List.of(texts), OnnxAttribute.text("pattern", pattern));
  }

  /**
   * Adds the values of each row in ascending order.
   *
   * @param wanted name of the node and of what it computes
   * @param rows the name of the value it takes: (rows, width)
   * @param width of a row
   * @return the name of what it computes: (rows, width)
   */
  public String ascending(String wanted, String rows, long width) {
    String count = longs(wanted + ".count", new long[] {width}, 1);
    String values =
        node(
            wanted,
            "TopK",
            List.of(rows, count),
            OnnxAttribute.integer("axis", 1),
            OnnxAttribute.integer("largest", 0));
    graph.getNodeBuilder(graph.getNodeCount() - 1).addOutput(free(wanted + ".places"));
    return values;
  }

  /**
   * Adds a node of {@code ai.onnx.ml}.
   *
   * @param wanted name of the node and of what it computes
   * @param operator its type
   * @param inputs names of the values it takes
   * @param attributes its settings
   * @return the name of what it computes
   */
  public String mlNode(
      String wanted, String operator, List<String> inputs, OnnxAttribute... attributes) {
    usesMl = true;
    return add(free(wanted), OnnxFormat.ML_DOMAIN, operator, inputs, attributes);
  }

  /**
   * Gives a value the name that an output must have.
   *
   * @param name of the output
   * @param value some value
   * @return the name
   * @throws IllegalArgumentException if another value has that name
   */
  public String named(String name, String value) {
    take(name);
    return add(name, "", "Identity", List.of(value));
  }

  private String add(
      String output,
      String domain,
      String operator,
      List<String> inputs,
      OnnxAttribute... attributes) {
    NodeProto.Builder node =
        graph
            .addNodeBuilder()
            .setName(output)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output);
    if (!domain.isEmpty()) {
      node.setDomain(domain);
    }
    for (OnnxAttribute attribute : attributes) {
      node.addAttribute(attribute.proto());
    }
    return output;
  }

  /**
   * The model as a file's bytes.
   *
   * @param metadata what the model says of itself
   * @return a new array
   */
  public byte[] bytes(Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(matchesTexts ? OnnxFormat.TEXT_IR_VERSION : OnnxFormat.IR_VERSION)
            .setProducerName(OnnxFormat.PRODUCER)
            .setProducerVersion(OnnxFormat.ownVersion())
            .setGraph(graph)
            .addOpsetImport(opset("", matchesTexts ? OnnxFormat.TEXT_OPSET : OnnxFormat.OPSET));
    if (usesMl) {
      model.addOpsetImport(opset(OnnxFormat.ML_DOMAIN, OnnxFormat.ML_OPSET));
    }
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private static OperatorSetIdProto opset(String domain, long version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }
}
