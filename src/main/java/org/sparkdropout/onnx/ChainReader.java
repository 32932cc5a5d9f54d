package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.model.ModelFormatException;

/**
 * Reads a dense network from a graph of others: Gemm, or MatMul and Add, each with at most one
 * activation behind it, one after the other. At the end is softmax, its logarithm, a sigmoid of one
 * unit, or nothing, which are then logits or numbers.
 */
final class ChainReader {
  private static final Set<String> IDLE = Set.of("Identity", "Dropout", "Flatten");

  private final GraphProto graph;
  private final String where;
  private final Map<String, TensorProto> constants = new HashMap<>();
  private final List<ChainLayer> layers = new ArrayList<>();
  private String value;
  private boolean ended;
  private Set<TargetKind> targets = Set.of();

  ChainReader(GraphProto graph, String where) {
    this.graph = graph;
    this.where = where;
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
  }

  /** The layers; the last one gives logits of at least two classes, or numbers. */
  List<ChainLayer> read() {
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(input -> !constants.containsKey(input.getName()))
            .toList();
    if (inputs.size() != 1 || graph.getOutputCount() != 1) {
      throw foreign(
          "it has the inputs %s, and %d outputs"
              .formatted(
                  inputs.stream().map(ValueInfoProto::getName).toList(), graph.getOutputCount()));
    }
    value = inputs.get(0).getName();
    requireRows(inputs.get(0));
    graph.getNodeList().forEach(this::read);
    if (layers.isEmpty() || !graph.getOutput(0).getName().equals(value)) {
      throw foreign(
          "its output %s is not what the last node gives".formatted(graph.getOutput(0).getName()));
    }
    toScores();
    return List.copyOf(layers);
  }

  /** Rows of features, or what a Flatten makes such rows of. */
  private void requireRows(ValueInfoProto input) {
    TypeProto.Tensor type = input.getType().getTensorType();
    int dimensions = type.hasShape() ? type.getShape().getDimCount() : 2;
    boolean isFlattened =
        graph.getNodeList().stream()
            .filter(node -> node.getOpType().equals("Flatten"))
            .anyMatch(node -> node.getInputList().contains(input.getName()));
    if (dimensions != 2 && !isFlattened) {
      throw foreign("its input has %d dimensions, and no Flatten behind it".formatted(dimensions));
    }
  }

  private void read(NodeProto node) {
    if (!Nodes.isOfOnnx(node)) {
      throw foreign("node %s is of the domain %s".formatted(Nodes.name(node), node.getDomain()));
    }
    String type = node.getOpType();
    if (type.equals("Constant")) {
      constants.put(node.getOutput(0), constant(node));
      return;
    }
    if (!node.getInputList().contains(value) || (ended && !type.equals("Identity"))) {
      throw foreign("node %s does not take %s alone".formatted(Nodes.name(node), value));
    }
    if (type.equals("Gemm") || type.equals("MatMul")) {
      layers.add(product(node));
    } else if (type.equals("Add")) {
      addBias(node);
    } else if (type.equals("Softmax") || type.equals("LogSoftmax")) {
      requireLastAxis(node);
      ended = true;
    } else if (IDLE.contains(type)) {
      requireIdle(node);
    } else {
      activate(node);
    }
    value = node.getOutput(0);
  }

  private void requireIdle(NodeProto node) {
    boolean isTraining =
        node.getOpType().equals("Dropout")
            && node.getInputCount() > 2
            && !node.getInput(2).isEmpty()
            && !ChainTensors.isFalse(constantOf(node, 2));
    if (isTraining) {
      throw foreign("node %s drops in predictions too".formatted(Nodes.name(node)));
    }
    long axis = Nodes.whole(node, "axis", 1);
    if (node.getOpType().equals("Flatten") && axis != 1 && (axis != -1 || layers.isEmpty())) {
      throw foreign("node %s does not keep rows".formatted(Nodes.name(node)));
    }
  }

  private TensorProto constant(NodeProto node) {
    return node.getAttributeList().stream()
        .filter(AttributeProto::hasT)
        .map(AttributeProto::getT)
        .findFirst()
        .orElseThrow(() -> foreign("node %s is no tensor".formatted(Nodes.name(node))));
  }

  private void requireLastAxis(NodeProto node) {
    long axis = Nodes.whole(node, "axis", 1);
    if (layers.isEmpty() || (axis != 1 && axis != -1)) {
      throw foreign("node %s is not over the units of a layer".formatted(Nodes.name(node)));
    }
  }

  private ChainLayer product(NodeProto node) {
    if (!node.getInput(0).equals(value) || Nodes.whole(node, "transA", 0) != 0) {
      throw foreign("node %s does not take rows from its left".formatted(Nodes.name(node)));
    }
    TensorProto matrix = constantOf(node, 1);
    if (matrix.getDimsCount() != 2) {
      throw foreign("%s of node %s is no matrix".formatted(matrix.getName(), Nodes.name(node)));
    }
    float[] values = ChainTensors.floats(matrix, where);
    if (values.length == 0) {
      throw foreign("node %s has no weights".formatted(Nodes.name(node)));
    }
    boolean turned = Nodes.whole(node, "transB", 0) != 0;
    int rows = (int) matrix.getDims(0);
    int columns = (int) matrix.getDims(1);
    int inputs = turned ? columns : rows;
    int outputs = turned ? rows : columns;
    if (!layers.isEmpty() && last().outputs() != inputs) {
      throw foreign(
          "node %s takes %d units, and there are %d"
              .formatted(Nodes.name(node), inputs, last().outputs()));
    }
    float[] weights = new float[values.length];
    float alpha = Nodes.number(node, "alpha", 1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = alpha * (turned ? values[i % outputs * inputs + i / outputs] : values[i]);
    }
    ChainTensors.requireFinite(weights, matrix, where);
    ChainLayer layer =
        new ChainLayer(inputs, outputs, weights, new float[outputs], ChainActivation.NONE);
    return node.getInputCount() > 2 && !node.getInput(2).isEmpty()
        ? layer.plus(bias(node, 2, outputs, Nodes.number(node, "beta", 1)))
        : layer;
  }

  private void addBias(NodeProto node) {
    int place = node.getInput(0).equals(value) ? 1 : 0;
    requireProduct(node);
    replaceLast(last().plus(bias(node, place, last().outputs(), 1)));
  }

  private float[] bias(NodeProto node, int place, int outputs, float factor) {
    TensorProto tensor = constantOf(node, place);
    float[] bias = ChainTensors.floats(tensor, where);
    List<Long> dims = tensor.getDimsList();
    long rows = dims.size() == 2 ? dims.get(0) : 1;
    if (dims.size() > 2 || rows != 1 || (bias.length != 1 && bias.length != outputs)) {
      throw foreign(
          "%s of node %s is of the shape %s".formatted(tensor.getName(), Nodes.name(node), dims));
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] *= factor;
    }
    ChainTensors.requireFinite(bias, tensor, where);
    return bias;
  }

  private TensorProto constantOf(NodeProto node, int place) {
    TensorProto constant =
        place < node.getInputCount() ? constants.get(node.getInput(place)) : null;
    if (constant == null) {
      throw foreign("input %d of node %s is no constant".formatted(place + 1, Nodes.name(node)));
    }
    return constant;
  }

  private void requireProduct(NodeProto node) {
    if (layers.isEmpty() || !last().activation().isNone()) {
      throw foreign("node %s does not follow a product".formatted(Nodes.name(node)));
    }
  }

  private void activate(NodeProto node) {
    requireProduct(node);
    replaceLast(
        last()
            .with(
                ChainActivation.of(node)
                    .orElseThrow(
                        () ->
                            foreign(
                                "it has the node %s. Activations, with their usual settings, are %s"
                                    .formatted(Nodes.name(node), ChainOperator.names())))));
  }

  /** What the network may answer, by how it ends; known once it has been read. */
  Set<TargetKind> targets() {
    return targets;
  }

  private void toScores() {
    ChainEnd end =
        ChainEnd.of(last(), ended)
            .orElseThrow(
                () ->
                    foreign(
                        "it ends in %d units with %s, which are neither probabilities nor numbers"
                            .formatted(last().outputs(), last().activation().operator())));
    targets = end.targets();
    replaceLast(end.scores());
  }

  private ChainLayer last() {
    return layers.get(layers.size() - 1);
  }

  private void replaceLast(ChainLayer layer) {
    layers.set(layers.size() - 1, layer);
  }

  private ModelFormatException foreign(String why) {
    return new ModelFormatException(
        "An ONNX file of others must be a chain of Gemm, or MatMul and Add, each with at most one activation, that ends in softmax, a sigmoid of one unit, logits, or numbers. %s is not: %s. Export the network alone, without what comes before and after it"
            .formatted(where, why));
  }
}
