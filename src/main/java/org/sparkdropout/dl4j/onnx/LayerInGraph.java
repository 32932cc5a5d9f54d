package org.sparkdropout.dl4j.onnx;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparkdropout.onnx.OnnxAttribute;

/**
 * Where a layer of a DL4J network stands in a graph.
 *
 * @param network the graph in the making, whose value is what the layer takes
 * @param place of the layer, counted from 0
 */
record LayerInGraph(MultiLayerGraph network, int place) {
  LayerShape shape() {
    return network.shape();
  }

  String name(String part) {
    return "layer" + place + "." + part;
  }

  /** Adds a constant of numbers, row-major. */
  String constant(String part, INDArray values, long... dims) {
    return constant(part, floats(values), dims);
  }

  /** All numbers of an array, row-major. */
  static float[] floats(INDArray values) {
    return values.dup('c').ravel().toFloatVector();
  }

  String constant(String part, float[] values, long... dims) {
    return network.onnx().floats(name(part), values, dims);
  }

  /** As many times the same number. */
  String constant(String part, double value, long count) {
    float[] values = new float[(int) count];
    Arrays.fill(values, (float) value);
    return constant(part, values, count);
  }

  INDArray parameter(String name) {
    return network.parameter(place, name);
  }

  /** Adds a node that takes the layer's value and constants, and goes on with what it gives. */
  void then(String part, String operator, List<String> constants, OnnxAttribute... attributes) {
    then(shape(), part, operator, constants, attributes);
  }

  /** As {@link #then(String, String, List, OnnxAttribute...)}, with another shape from there on. */
  void then(
      LayerShape shape,
      String part,
      String operator,
      List<String> constants,
      OnnxAttribute... attributes) {
    List<String> inputs = new java.util.ArrayList<>(List.of(network.value()));
    inputs.addAll(constants);
    network.become(network.onnx().node(name(part), operator, inputs, attributes), shape);
  }

  void activate(IActivation activation) {
    network.become(
        ActivationForms.add(
            network.onnx(), activation, network.value(), shape(), name("activation")),
        shape());
  }

  /**
   * Checks what the layer takes.
   *
   * @throws IllegalArgumentException if it is a vector, but must be a picture, or the other way
   *     round
   */
  void require(boolean isFlat, String layer) {
    if (shape().isFlat() != isFlat) {
      throw new IllegalArgumentException(
          "Layer %d (%s) must take %s for the network to have an ONNX form. Set the input type of the network, such as InputType.convolutionalFlat(28, 28, 1)"
              .formatted(place, layer, isFlat ? "vectors" : "pictures"));
    }
  }

  /**
   * Checks how DL4J lays out the pictures that the layer takes.
   *
   * @throws IllegalArgumentException if not as those that are there
   */
  void requireFormat(CNN2DFormat format) {
    if (shape().format() != format) {
      throw new IllegalArgumentException(
          "Layer %d must take pictures as they are laid out for the network to have an ONNX form. It takes %s, and they are %s. Set the input type of the network, or the format of all its layers"
              .formatted(place, format, shape().format()));
    }
  }
}
