package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The layers of a Sequential model in the plainest form that computes the same: no layers that do
 * nothing, the input in the shape that the first layer with weights sees, and softmax at the end.
 *
 * @param shape of an example: units, or height, width and channels in the order of the layers
 * @param layers after the input
 */
record Sequential(List<Integer> shape, List<LayerConfig> layers) {
  static Sequential of(SavedModel model) {
    String type = model.config().path("class_name").asText();
    if (!type.equals("Sequential")) {
      throw new KerasFormatException(
          "The model must be Sequential. Provided: "
              + type
              + ". Put its layers into keras.Sequential and copy the weights by set_weights");
    }
    JsonNode config = model.config().path("config");
    JsonNode described = config.isArray() ? config : config.path("layers");
    List<LayerConfig> layers = new ArrayList<>(elements(described).map(LayerConfig::of).toList());
    List<Integer> shape = new ArrayList<>(inputShape(config, layers));
    layers.removeIf(layer -> layer.is("InputLayer"));
    layers.removeIf(layer -> layer.isDropout() && layer.rate() == 0);
    reshapeInput(shape, layers);
    SupportedLayers.check(layers, shape.size());
    return new Sequential(List.copyOf(shape), OutputForm.of(layers, model.training()));
  }

  private static java.util.stream.Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** Keras 3 says batch_shape where Keras 2 says batch_input_shape, in the first layer. */
  private static List<Integer> inputShape(JsonNode config, List<LayerConfig> layers) {
    JsonNode first =
        layers.isEmpty() ? JsonNodeFactory.instance.objectNode() : layers.get(0).config();
    JsonNode batch =
        Optional.of(first.path("batch_shape"))
            .filter(JsonNode::isArray)
            .or(() -> Optional.of(first.path("batch_input_shape")).filter(JsonNode::isArray))
            .orElse(config.path("build_input_shape"));
    List<Integer> shape = elements(batch).skip(1).map(node -> node.asInt(0)).toList();
    if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
      throw new KerasFormatException(
          "The model must begin with keras.Input of a fixed shape. Provided: " + batch);
    }
    return shape;
  }

  /**
   * Rows of features are flat, so a Flatten or Reshape that only dropout of single units comes
   * before says how to see them.
   */
  private static void reshapeInput(List<Integer> shape, List<LayerConfig> layers) {
    for (int i = 0; i < layers.size(); i++) {
      LayerConfig layer = layers.get(i);
      if (layer.is("Flatten") || layer.is("Reshape")) {
        int size = product(shape);
        List<Integer> target = target(layer, size);
        shape.clear();
        shape.addAll(target);
        layers.remove(i--);
      } else if (!layer.isElementwiseDropout()) {
        return;
      }
    }
  }

  private static List<Integer> target(LayerConfig layer, int size) {
    if (layer.is("Flatten")) {
      return List.of(size);
    }
    List<Integer> target =
        elements(layer.config().path("target_shape")).map(JsonNode::asInt).toList();
    int known = product(target.stream().filter(width -> width > 0).toList());
    return target.stream().map(width -> width > 0 ? width : size / known).toList();
  }

  private static int product(List<Integer> sizes) {
    double product = sizes.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    if (product > Integer.MAX_VALUE) {
      throw new KerasFormatException(
          "An example must have fewer than 2^31 features. Provided: " + sizes);
    }
    return (int) product;
  }

  /** The numbers of a row. */
  int features() {
    return product(shape);
  }

  /** The units of the output. */
  int classes() {
    return layers.get(layers.size() - 1).config().path("units").asInt();
  }
}
