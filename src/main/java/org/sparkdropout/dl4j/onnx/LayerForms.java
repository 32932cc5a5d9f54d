package org.sparkdropout.dl4j.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;

/** Which layers of DL4J have an ONNX form, and what adds it to a graph. */
final class LayerForms {
  private static final Map<Class<?>, BiConsumer<Layer, LayerInGraph>> FORMS = new LinkedHashMap<>();

  static {
    put(DenseLayer.class, UnitForms::dense);
    put(OutputLayer.class, UnitForms::output);
    put(LossLayer.class, (layer, graph) -> {});
    put(ConvolutionLayer.class, PictureForms::convolution);
    put(Convolution2D.class, PictureForms::convolution);
    put(SubsamplingLayer.class, PictureForms::pooling);
    put(Pooling2D.class, PictureForms::pooling);
    put(GlobalPoolingLayer.class, PictureForms::globalPooling);
    put(ZeroPaddingLayer.class, PictureForms::zeroPadding);
    put(BatchNormalization.class, UnitForms::batchNormalization);
    put(ActivationLayer.class, (layer, graph) -> graph.activate(layer.getActivationFn()));
    put(DropoutLayer.class, (layer, graph) -> {});
  }

  private LayerForms() {}

  private static <T extends Layer> void put(Class<T> type, BiConsumer<T, LayerInGraph> form) {
    FORMS.put(type, (layer, graph) -> form.accept(type.cast(layer), graph));
  }

  /**
   * What adds a layer to a graph.
   *
   * @throws IllegalArgumentException if the layer has no ONNX form
   */
  static BiConsumer<Layer, LayerInGraph> of(Layer layer, int place) {
    BiConsumer<Layer, LayerInGraph> form = FORMS.get(layer.getClass());
    if (form == null) {
      throw new IllegalArgumentException(
          "Every layer of a DL4J network must have an ONNX form. Layer %d (%s) has none; these have: %s"
              .formatted(place, layer.getClass().getName(), names()));
    }
    return form;
  }

  private static String names() {
    return FORMS.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
  }
}
