package org.sparkdropout.dl4j.onnx;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparkdropout.dl4j.Dl4jNetwork;
import org.sparkdropout.onnx.ClassOutputs;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxFormat;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.onnx.OnnxOutputs;

/**
 * A DL4J network in its form for inference as a graph. It takes rows as vectors; pictures are laid
 * out as DL4J's own preprocessor reads them.
 *
 * <p>Pictures are (rows, channels, height, width), as ONNX has them. Where DL4J has the channels
 * last, they are transposed as they are made of vectors, and back as vectors are made of them.
 * Dropout has no nodes: DL4J's is inverted, and does nothing at inference.
 *
 * <p>Not thread-safe.
 */
public final class MultiLayerGraph {
  private final OnnxGraph graph;
  private final MultiLayerNetwork network;
  private String value;
  private LayerShape shape;

  private MultiLayerGraph(OnnxGraph graph, MultiLayerNetwork network) {
    this.graph = graph;
    this.network = network;
    OnnxFormat.requireRoom(network.numParams());
  }

  /**
   * Turns a network into an ONNX file.
   *
   * @param network initialised
   * @param inputs the length of a row
   * @param features the name of the input (rows, inputs)
   * @param names of the outputs: all three where the last layer is softmax; otherwise what it gives
   *     is the prediction (rows, units)
   * @param metadata what the model says of itself
   * @return the bytes of the file
   * @throws IllegalArgumentException if a layer, activation or preprocessor has no ONNX form, or
   *     rows are not vectors
   */
  public static byte[] bytes(
      MultiLayerNetwork network,
      int inputs,
      String features,
      OnnxOutputs names,
      Map<String, String> metadata) {
    OnnxGraph graph = new OnnxGraph("network");
    MultiLayerGraph made = new MultiLayerGraph(graph, network);
    made.start(graph.input(features, ElementType.FLOAT, inputs), inputs);
    made.layers();
    made.outputs(names);
    return graph.bytes(metadata);
  }

  /**
   * Adds the layers of a classification network to a graph.
   *
   * @param graph receives the nodes
   * @param network of a model
   * @param features a value of floats (rows, inputs)
   * @return the name of the logits
   * @throws IllegalArgumentException if a layer, activation or preprocessor has no ONNX form
   */
  public static String logits(OnnxGraph graph, Dl4jNetwork network, String features) {
    MultiLayerGraph made = new MultiLayerGraph(graph, network.network());
    made.start(features, network.inputs());
    made.layers();
    return made.value;
  }

  private void start(String features, int inputs) {
    value = features;
    shape = LayerShape.flat(inputs);
  }

  private void layers() {
    for (int place = 0; place < network.getnLayers(); place++) {
      LayerInGraph inGraph = new LayerInGraph(this, place);
      InputPreProcessor before = network.getLayerWiseConfigurations().getInputPreProcess(place);
      if (before != null) {
        PreprocessorForms.add(before, inGraph);
      }
      LayerForms.of(layer(place), place).accept(layer(place), inGraph);
    }
  }

  private Layer layer(int place) {
    return network.getLayer(place).conf().getLayer();
  }

  private void outputs(OnnxOutputs names) {
    Layer last = layer(network.getnLayers() - 1);
    if (!(last instanceof BaseOutputLayer) && !(last instanceof LossLayer)) {
      throw new IllegalArgumentException(
          "A DL4J network must end in an OutputLayer or a LossLayer. The last layer is: "
              + last.getClass().getSimpleName());
    }
    if (!shape.isFlat()) {
      throw new IllegalArgumentException(
          "A DL4J network must give a vector for each row. Its last layer gives pictures");
    }
    if (ActivationForms.of(last) instanceof ActivationSoftmax) {
      ClassOutputs.add(graph, value, shape.channels(), names, List.of());
    } else {
      String activated = graph.named(names.prediction(), activated(last));
      graph.output(activated, ElementType.FLOAT, shape.channels());
    }
  }

  private String activated(Layer last) {
    return ActivationForms.add(graph, ActivationForms.of(last), value, shape, "output");
  }

  OnnxGraph onnx() {
    return graph;
  }

  String value() {
    return value;
  }

  LayerShape shape() {
    return shape;
  }

  /** Goes on with what a layer gives. */
  void become(String made, LayerShape madeShape) {
    value = made;
    shape = madeShape;
  }

  /** A parameter of a layer. */
  INDArray parameter(int place, String name) {
    return network.getParam(place + "_" + name);
  }
}
