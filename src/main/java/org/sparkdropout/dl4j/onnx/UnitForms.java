package org.sparkdropout.dl4j.onnx;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparkdropout.onnx.OnnxAttribute;

/** DL4J's layers of single units. */
final class UnitForms {
  private UnitForms() {}

  static void dense(DenseLayer layer, LayerInGraph graph) {
    if (layer.hasLayerNorm()) {
      throw new IllegalArgumentException(
          "Layer %d (DenseLayer) must have no layer normalisation for the network to have an ONNX form"
              .formatted(graph.place()));
    }
    product(layer, layer.hasBias(), graph);
    graph.activate(layer.getActivationFn());
  }

  /** The sums only: what follows makes the outputs. */
  static void output(OutputLayer layer, LayerInGraph graph) {
    product(layer, layer.hasBias(), graph);
  }

  private static void product(FeedForwardLayer layer, boolean hasBias, LayerInGraph graph) {
    graph.require(true, layer.getClass().getSimpleName());
    long inputs = layer.getNIn();
    long outputs = layer.getNOut();
    if (graph.shape().channels() != inputs) {
      throw new IllegalArgumentException(
          "Layer %d must take as many inputs as there are. It takes %d, and there are %d"
              .formatted(graph.place(), inputs, graph.shape().channels()));
    }
    INDArray matrix = graph.parameter(DefaultParamInitializer.WEIGHT_KEY);
    String weight = graph.constant("weight", matrix, inputs, outputs);
    String bias =
        hasBias
            ? graph.constant("bias", graph.parameter(DefaultParamInitializer.BIAS_KEY), outputs)
            : graph.constant("bias", 0, outputs);
    graph.then(LayerShape.flat(outputs), "sum", "Gemm", List.of(weight, bias));
  }

  /**
   * With the mean and variance that training has kept. DL4J applies a gamma and beta that are
   * locked only where neither is its default.
   */
  static void batchNormalization(BatchNormalization layer, LayerInGraph graph) {
    if (!graph.shape().isFlat()) {
      graph.requireFormat(layer.getCnn2DFormat());
    }
    long channels = graph.shape().channels();
    boolean locked = layer.isLockGammaBeta();
    boolean scales = layer.getGamma() != 1 && layer.getBeta() != 0;
    String scale =
        locked
            ? graph.constant("scale", scales ? layer.getGamma() : 1, channels)
            : graph.constant(
                "scale", graph.parameter(BatchNormalizationParamInitializer.GAMMA), channels);
    String shift =
        locked
            ? graph.constant("shift", scales ? layer.getBeta() : 0, channels)
            : graph.constant(
                "shift", graph.parameter(BatchNormalizationParamInitializer.BETA), channels);
    String mean =
        graph.constant(
            "mean", graph.parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN), channels);
    String variance = graph.constant("variance", variances(layer, graph), channels);
    graph.then(
        "normal",
        "BatchNormalization",
        List.of(scale, shift, mean, variance),
        OnnxAttribute.number("epsilon", (float) layer.getEps()));
  }

  private static float[] variances(BatchNormalization layer, LayerInGraph graph) {
    if (!layer.isUseLogStd()) {
      return LayerInGraph.floats(graph.parameter(BatchNormalizationParamInitializer.GLOBAL_VAR));
    }
    float[] values =
        LayerInGraph.floats(graph.parameter(BatchNormalizationParamInitializer.GLOBAL_LOG_STD));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.pow(10, 2.0 * values[i]);
    }
    return values;
  }
}
