package org.sparkdropout.dl4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparkdropout.onnx.OnnxAttribute;

/** DL4J's layers of pictures. Kernels are (outputs, inputs, height, width). */
final class PictureForms {
  private PictureForms() {}

  static void convolution(ConvolutionLayer layer, LayerInGraph graph) {
    graph.require(false, layer.getClass().getSimpleName());
    graph.requireFormat(layer.getCnn2dDataFormat());
    Window window =
        new Window(
            graph.shape(),
            layer.getConvolutionMode(),
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation());
    long outputs = layer.getNOut();
    List<String> constants = new ArrayList<>();
    constants.add(
        graph.constant(
            "weight",
            graph.parameter(ConvolutionParamInitializer.WEIGHT_KEY),
            outputs,
            layer.getNIn(),
            layer.getKernelSize()[0],
            layer.getKernelSize()[1]));
    if (layer.hasBias()) {
      INDArray bias = graph.parameter(ConvolutionParamInitializer.BIAS_KEY);
      constants.add(graph.constant("bias", bias, outputs));
    }
    graph.then(window.over(outputs), "sum", "Conv", constants, window.attributes());
    graph.activate(layer.getActivationFn());
  }

  static void pooling(SubsamplingLayer layer, LayerInGraph graph) {
    graph.require(false, layer.getClass().getSimpleName());
    graph.requireFormat(layer.getCnn2dDataFormat());
    Window window =
        new Window(
            graph.shape(),
            layer.getConvolutionMode(),
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation());
    LayerShape shape = window.over(graph.shape().channels());
    if (layer.getPoolingType() == PoolingType.MAX) {
      graph.then(shape, "pool", "MaxPool", List.of(), window.attributes());
    } else if (layer.getPoolingType() == PoolingType.AVG) {
      OnnxAttribute padding =
          OnnxAttribute.integer("count_include_pad", layer.isAvgPoolIncludePadInDivisor() ? 1 : 0);
      graph.then(shape, "pool", "AveragePool", List.of(), window.attributes(padding));
    } else {
      throw unknown(graph, layer.getPoolingType());
    }
  }

  private static IllegalArgumentException unknown(LayerInGraph graph, PoolingType type) {
    return new IllegalArgumentException(
        "Pooling must be MAX or AVG for a layer to have an ONNX form. That of layer %d is %s"
            .formatted(graph.place(), type));
  }

  /** Over height and width; without collapsing, they stay as dimensions of 1. */
  static void globalPooling(GlobalPoolingLayer layer, LayerInGraph graph) {
    graph.require(false, "GlobalPoolingLayer");
    requireHeightAndWidth(layer, graph);
    LayerShape shape = graph.shape().resized(graph.shape().channels(), 1, 1);
    switch (layer.getPoolingType()) {
      case MAX -> graph.then(shape, "pool", "GlobalMaxPool", List.of());
      case AVG -> graph.then(shape, "pool", "GlobalAveragePool", List.of());
      default -> throw unknown(graph, layer.getPoolingType());
    }
    if (layer.isCollapseDimensions()) {
      PreprocessorForms.toVector(graph);
    }
  }

  /** DL4J itself loses the channels if it does not collapse what comes last. */
  private static void requireHeightAndWidth(GlobalPoolingLayer layer, LayerInGraph graph) {
    boolean channelsLast = graph.shape().isChannelsLast();
    List<Integer> wanted = channelsLast ? List.of(1, 2) : List.of(2, 3);
    int[] given = layer.getPoolingDimensions();
    List<Integer> dimensions =
        given == null ? List.of(2, 3) : Arrays.stream(given).sorted().boxed().toList();
    if (!dimensions.equals(wanted)) {
      throw new IllegalArgumentException(
          "Global pooling must be over height and width, which are dimensions %s of pictures in %s, for a layer to have an ONNX form. Those of layer %d are %s"
              .formatted(wanted, graph.shape().format(), graph.place(), dimensions));
    }
    if (channelsLast && !layer.isCollapseDimensions()) {
      throw new IllegalArgumentException(
          "Global pooling of pictures in NHWC must collapse dimensions for a layer to have an ONNX form. Layer %d does not"
              .formatted(graph.place()));
    }
  }

  /** Padding is (top, bottom, left, right). */
  static void zeroPadding(ZeroPaddingLayer layer, LayerInGraph graph) {
    graph.require(false, "ZeroPaddingLayer");
    graph.requireFormat(layer.getDataFormat());
    int[] padding = layer.getPadding();
    LayerShape shape = graph.shape();
    LayerShape padded =
        shape.resized(
            shape.channels(),
            shape.height() + padding[0] + padding[1],
            shape.width() + padding[2] + padding[3]);
    long[] pads = {0, 0, padding[0], padding[2], 0, 0, padding[1], padding[3]};
    String constant = graph.network().onnx().longs(graph.name("padding"), pads, pads.length);
    graph.then(padded, "padded", "Pad", List.of(constant));
  }
}
