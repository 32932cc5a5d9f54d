package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

/**
 * Reads a dense network from the nodes that {@link DenseGraph} writes, and from no others: for each
 * layer perhaps a Dropout, a Gemm and, but for the last one, an activation; then what makes the
 * outputs.
 */
final class DenseReader {
  private static final Map<String, Activation> ACTIVATIONS =
      Map.of("Relu", Activation.RELU, "Sigmoid", Activation.LOGISTIC, "Tanh", Activation.TANH);

  /** What follows the last layer: its first node, and all that there may be. */
  enum End {
    /** Probabilities and classes. */
    CLASSES("Softmax", Set.of("Softmax", "ArgMax", "Div", "IsNaN", "Where", "Identity")),
    /** Numbers in the label's units. */
    NUMBERS("Cast", Set.of("Cast", "Mul", "Add", "TopK", "Gather", "Identity"));

    private final String first;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<String> all;

    End(String first, Set<String> all) {
      this.first = first;
      this.all = all;
    }
  }

  private final End end;
  private final GraphProto graph;
  private final String where;
  private final Map<String, TensorProto> constants = new HashMap<>();
  private final List<TensorProto> weights = new ArrayList<>();
  private final List<TensorProto> biases = new ArrayList<>();
  private Activation activation = Activation.RELU;

  DenseReader(GraphProto graph, End end, String where) {
    this.graph = graph;
    this.end = end;
    this.where = where;
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
  }

  /**
   * Reads the network.
   *
   * @throws ModelFormatException if there are other nodes, shapes do not fit, or a weight is not
   *     finite
   */
  InferenceNetwork read() {
    int node = readLayers();
    checkOutputs(node);
    Topology topology = topology();
    float[] parameters = new float[topology.parameters()];
    for (int layer = 0; layer < topology.layers(); layer++) {
      int behind = topology.biasOffset(layer) + topology.outputs(layer);
      copy(
          weights.get(layer), parameters, topology.weightOffset(layer), topology.biasOffset(layer));
      copy(biases.get(layer), parameters, topology.biasOffset(layer), behind);
    }
    return InferenceNetwork.restore(topology, parameters);
  }

  private void copy(TensorProto tensor, float[] target, int from, int to) {
    Tensors.copyFloats(tensor, target, from, to, where);
  }

  /** Follows the value from the input to the logits; returns the first node behind them. */
  private int readLayers() {
    if (graph.getInputCount() == 0) {
      throw foreign("it has no input");
    }
    String value = graph.getInput(0).getName();
    int place = 0;
    if (hasTrainingMode()) {
      value = next(1, value).getOutput(0);
      place = 2;
    }
    while (true) {
      NodeProto node = next(place++, value);
      if (node.getOpType().equals("Dropout")) {
        value = node.getOutput(0);
        node = next(place++, value);
      }
      readProduct(node);
      value = node.getOutput(0);
      NodeProto behind = next(place, value);
      if (!ACTIVATIONS.containsKey(behind.getOpType())) {
        return place;
      }
      readActivation(behind);
      value = behind.getOutput(0);
      place++;
    }
  }

  /** Whether an And and a Flatten come first, as where there are Dropout nodes. */
  private boolean hasTrainingMode() {
    return graph.getNodeCount() > 1
        && graph.getNode(0).getOpType().equals("And")
        && graph.getNode(1).getOpType().equals("Flatten");
  }

  /** A node, which must take a value. */
  private NodeProto next(int place, String value) {
    if (place >= graph.getNodeCount()) {
      throw foreign("it ends after node %d".formatted(place));
    }
    NodeProto node = graph.getNode(place);
    if (node.getInputCount() == 0 || !node.getInput(0).equals(value)) {
      throw foreign(
          "node %s (%s) does not take %s".formatted(node.getName(), node.getOpType(), value));
    }
    return node;
  }

  private void readProduct(NodeProto node) {
    if (!node.getOpType().equals("Gemm") || node.getInputCount() != 3) {
      throw foreign(
          "in place of node %s (%s) there must be a Gemm with a bias"
              .formatted(node.getName(), node.getOpType()));
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      throw foreign("node %s has the attribute %s".formatted(node.getName(), attribute.getName()));
    }
    weights.add(constant(node, node.getInput(1)));
    biases.add(constant(node, node.getInput(2)));
  }

  private TensorProto constant(NodeProto node, String name) {
    TensorProto constant = constants.get(name);
    if (constant == null) {
      throw foreign("%s of node %s is no constant".formatted(name, node.getName()));
    }
    return constant;
  }

  private void readActivation(NodeProto node) {
    Activation found = ACTIVATIONS.get(node.getOpType());
    if (weights.size() > 1 && found != activation) {
      throw foreign("its hidden layers have different activations");
    }
    activation = found;
  }

  private void checkOutputs(int first) {
    if (!graph.getNode(first).getOpType().equals(end.first)) {
      throw foreign("after the last Gemm there must be a " + end.first);
    }
    for (NodeProto node : graph.getNodeList().subList(first, graph.getNodeCount())) {
      if (!end.all.contains(node.getOpType())) {
        throw foreign("it has the node %s (%s)".formatted(node.getName(), node.getOpType()));
      }
    }
  }

  private Topology topology() {
    List<Integer> widths = new ArrayList<>();
    for (int layer = 0; layer < weights.size(); layer++) {
      List<Long> dims = weights.get(layer).getDimsList();
      if (dims.size() != 2 || !biases.get(layer).getDimsList().equals(dims.subList(1, 2))) {
        throw unfit(layer, "its biases are " + biases.get(layer).getDimsList());
      }
      if (layer > 0 && dims.get(0) != widths.get(layer).longValue()) {
        throw unfit(layer, "the layer below has %d units".formatted(widths.get(layer)));
      }
      if (layer == 0) {
        widths.add(width(dims.get(0)));
      }
      widths.add(width(dims.get(1)));
      Tensors.requireSize(weights.get(layer), (double) dims.get(0) * dims.get(1), where);
      Tensors.requireSize(biases.get(layer), dims.get(1), where);
    }
    int last = widths.size() - 1;
    int[] hidden = widths.subList(1, last).stream().mapToInt(Integer::intValue).toArray();
    try {
      return new Topology(widths.get(0), hidden, widths.get(last), activation);
    } catch (IllegalArgumentException e) {
      throw foreign(e.getMessage());
    }
  }

  private int width(long dim) {
    if (dim < 1 || dim > Integer.MAX_VALUE) {
      throw foreign("a layer has %d units".formatted(dim));
    }
    return (int) dim;
  }

  private ModelFormatException unfit(int layer, String why) {
    return new ModelFormatException(
        "The weights of each layer must fit its biases and the layer below. In %s those of layer %d are %s, but %s. Export the model again"
            .formatted(where, layer + 1, weights.get(layer).getDimsList(), why));
  }

  private ModelFormatException foreign(String why) {
    return new ModelFormatException(
        "The graph must be a dense network as Spark Dropout exports it. That of %s is not: %s"
            .formatted(where, why));
  }
}
