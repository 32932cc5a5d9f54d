package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which weights the layers of a model must have, and of which shapes, as the model alone says. */
final class WeightShapes {
  private List<Integer> shape;

  private WeightShapes(List<Integer> shape) {
    this.shape = shape;
  }

  /**
   * The weights of a layer.
   *
   * @param config the layer
   * @param shapes by the names that Keras has for them, in its order; empty if it has none
   */
  record OfLayer(LayerConfig config, Map<String, long[]> shapes) {
    /** How many numbers they are together, as far as a double can tell. */
    double numbers() {
      double sum = 0;
      for (long[] shape : shapes.values()) {
        double product = 1;
        for (long size : shape) {
          product *= size;
        }
        sum += product;
      }
      return sum;
    }
  }

  /** The weights of all layers, in their order. */
  static List<OfLayer> of(Sequential model) {
    WeightShapes walk = new WeightShapes(model.shape());
    List<OfLayer> all = new ArrayList<>();
    for (InputScale.Step step : model.scaling()) {
      Map<String, long[]> statistics = new LinkedHashMap<>();
      step.layer().weightNames().stream()
          .filter(name -> !LayerWeights.IDLE.contains(name))
          .forEach(
              name ->
                  statistics.put(
                      name, step.statistics().stream().mapToLong(Integer::longValue).toArray()));
      all.add(new OfLayer(step.layer(), statistics));
    }
    for (LayerConfig layer : model.layers()) {
      all.add(new OfLayer(layer, walk.weights(layer)));
      walk.shape = walk.after(layer);
    }
    return all;
  }

  private int channels() {
    return shape.get(shape.size() - 1);
  }

  private Map<String, long[]> weights(LayerConfig layer) {
    Map<String, long[]> weights = new LinkedHashMap<>();
    for (String name : layer.weightNames()) {
      weights.put(name, name.equals("kernel") ? kernel(layer) : new long[] {outputs(layer)});
    }
    return weights;
  }

  private long[] kernel(LayerConfig layer) {
    if (layer.is("Dense")) {
      return new long[] {channels(), outputs(layer)};
    }
    int[] size = layer.pair("kernel_size", 1);
    return new long[] {size[0], size[1], channels(), outputs(layer)};
  }

  private int outputs(LayerConfig layer) {
    return switch (layer.type()) {
      case "Dense" -> layer.positive("units");
      case "Conv2D" -> layer.positive("filters");
      default -> channels();
    };
  }

  private List<Integer> after(LayerConfig layer) {
    return switch (layer.type()) {
      case "Dense" -> List.of(outputs(layer));
      case "Flatten" -> List.of(Sequential.product(shape));
      case "GlobalMaxPooling2D", "GlobalAveragePooling2D" -> List.of(channels());
      case "ZeroPadding2D" -> padded(layer.config().path("padding"));
      case "Conv2D" ->
          slid(layer, layer.pair("kernel_size", 1), layer.pair("strides", 1), outputs(layer));
      case "MaxPooling2D", "AveragePooling2D" -> pooled(layer);
      default -> shape;
    };
  }

  private List<Integer> padded(JsonNode padding) {
    int height = padding.path(0).path(0).asInt() + padding.path(0).path(1).asInt();
    int width = padding.path(1).path(0).asInt() + padding.path(1).path(1).asInt();
    return List.of(shape.get(0) + height, shape.get(1) + width, channels());
  }

  private List<Integer> pooled(LayerConfig layer) {
    int[] size = layer.pair("pool_size", 2);
    boolean strides = layer.config().path("strides").isArray();
    return slid(layer, size, strides ? layer.pair("strides", 1) : size, channels());
  }

  /** What a window leaves that slides over an image. */
  private List<Integer> slid(LayerConfig layer, int[] window, int[] strides, int channels) {
    boolean same = layer.config().path("padding").asText().equalsIgnoreCase("same");
    int[] dilation = layer.pair("dilation_rate", 1);
    int[] sides = new int[2];
    for (int i = 0; i < 2; i++) {
      int reach = same ? 1 : dilation[i] * (window[i] - 1) + 1;
      sides[i] = Math.max(0, (shape.get(i) - reach) / strides[i] + 1);
    }
    return List.of(sides[0], sides[1], channels);
  }
}
