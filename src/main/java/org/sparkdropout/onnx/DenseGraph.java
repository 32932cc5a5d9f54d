package org.sparkdropout.onnx;

import java.util.List;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.Topology;

/**
 * A dense network as nodes of a graph: for each layer a product with bias (Gemm) and an activation,
 * at the end softmax, and the class of the largest logit.
 *
 * <p>Weights are (inputs, outputs), row-major, as {@link Topology} lays them out, and already
 * scaled for inference. Where dropout is asked for, a Dropout node stands before the product of a
 * layer whose inputs are dropped. ONNX's Dropout is inverted: while training it divides what it
 * keeps by the share it keeps, and otherwise does nothing. Weights that are scaled for inference
 * are right for both: in the mean over masks a unit receives what it receives without any.
 */
public final class DenseGraph {
  /** The input that switches dropout on: true for training. */
  public static final String TRAINING_MODE = "training_mode";

  private final OnnxGraph graph;
  private final Topology topology;
  private final float[] parameters;
  private String trains;

  /**
   * Prepares a network.
   *
   * @param graph receives the nodes
   * @param network scaled for inference
   * @throws IllegalArgumentException if the network is larger than an ONNX file may be
   */
  public DenseGraph(OnnxGraph graph, InferenceNetwork network) {
    this.graph = graph;
    this.topology = network.topology();
    this.parameters = network.parameters();
    OnnxFormat.requireRoom(parameters.length);
  }

  /**
   * Adds the layers in their form for inference.
   *
   * @param features a value of floats (rows, inputs)
   * @return the name of the logits
   */
  public String logits(String features) {
    return logits(features, List.of());
  }

  /**
   * Adds the layers with Dropout nodes, and the input {@link #TRAINING_MODE} if there is one.
   *
   * @param features a value of floats (rows, inputs)
   * @param dropout the probability of dropping an input of each layer, first layer first; or empty
   * @return the name of the logits
   */
  public String logits(String features, List<Double> dropout) {
    boolean drops = dropout.stream().anyMatch(rate -> rate > 0);
    String value = drops ? addTrainingMode(features) : features;
    for (int layer = 0; layer < topology.layers(); layer++) {
      if (!dropout.isEmpty() && dropout.get(layer) > 0) {
        value = dropped(value, layer, dropout.get(layer));
      }
      value = product(value, layer);
      if (layer < topology.layers() - 1) {
        value = graph.node(name(layer, "activation"), activation(), List.of(value));
      }
    }
    return value;
  }

  /**
   * Adds the input that switches dropout on.
   *
   * <p>Dropout nodes take it through an And, and the features through a Flatten, which change
   * nothing. Without them ONNX Runtime's optimiser takes the nodes out, though the input is not
   * constant: it spares those that take the results of two other nodes.
   */
  private String addTrainingMode(String features) {
    String mode =
        graph.optional(TRAINING_MODE, ElementType.BOOL, Tensors.flag(TRAINING_MODE, false));
    trains = graph.node("trains", "And", List.of(mode, mode));
    return graph.node("flat", "Flatten", List.of(features));
  }

  private static String name(int layer, String part) {
    return "layer" + (layer + 1) + "." + part;
  }

  private String dropped(String value, int layer, double rate) {
    String ratio = graph.floats(name(layer, "dropout.ratio"), new float[] {(float) rate});
    return graph.node(name(layer, "dropout"), "Dropout", List.of(value, ratio, trains));
  }

  private String product(String value, int layer) {
    int inputs = topology.inputs(layer);
    int outputs = topology.outputs(layer);
    int weights = topology.weightOffset(layer);
    int biases = topology.biasOffset(layer);
    String matrix =
        graph.floats(name(layer, "weight"), parameters, weights, biases, inputs, outputs);
    String bias = graph.floats(name(layer, "bias"), parameters, biases, biases + outputs, outputs);
    return graph.node(name(layer, "sum"), "Gemm", List.of(value, matrix, bias));
  }

  private String activation() {
    return switch (topology.activation()) {
      case RELU -> "Relu";
      case LOGISTIC -> "Sigmoid";
      case TANH -> "Tanh";
    };
  }
}
