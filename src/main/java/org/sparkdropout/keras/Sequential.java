package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The layers of a model in the plainest form that computes the same: no layers that do nothing, the
 * input in the shape that the first layer with weights sees, and softmax at the end.
 *
 * @param shape of an example: units, or height, width and channels in the order of the layers
 * @param scaling what is done to features before all layers
 * @param layers after the input
 * @param output how the last layer of the file gives the answer
 * @param noise layers that disturb or punish in training alone, and are left out
 */
record Sequential(
    List<Integer> shape,
    List<InputScale.Step> scaling,
    List<LayerConfig> layers,
    OutputForm.Kind output,
    List<LayerConfig> noise) {
  private static final Set<String> NOISE = Set.of("GaussianNoise", "ActivityRegularization");
  private static final Set<String> SCALING = Set.of("Rescaling", "Normalization");

  static Sequential of(SavedModel model) {
    JsonNode config = model.config().path("config");
    List<LayerConfig> layers = new ArrayList<>(Chain.layers(model.config()));
    List<Integer> shape = new ArrayList<>(inputShape(config, layers));
    layers.removeIf(Sequential::isIdle);
    layers.forEach(OwnClasses::requireNotQuantised);
    layers.forEach(SupportedLayers::requireChannelsLast);
    List<LayerConfig> noise =
        layers.stream().filter(layer -> NOISE.contains(layer.type())).toList();
    layers.removeAll(noise);
    List<InputScale.Step> scaling = reshapeInput(shape, layers);
    removeFlat(layers, shape.size());
    SupportedLayers.check(layers, shape.size());
    OutputForm output = OutputForm.of(layers, model.training());
    return new Sequential(
        List.copyOf(shape), scaling, output.layers(), output.kind(), List.copyOf(noise));
  }

  private static boolean isIdle(LayerConfig layer) {
    return layer.is("InputLayer")
        || layer.is("Identity")
        || (layer.is("Activation") && layer.activation().equals("linear"))
        || (layer.isDropout() && layer.rate() == 0);
  }

  /** What is flat stays so if it is flattened, or given its own shape. */
  private static void removeFlat(List<LayerConfig> layers, int inputDimensions) {
    boolean flat = inputDimensions == 1;
    for (int i = 0; i < layers.size(); i++) {
      LayerConfig layer = layers.get(i);
      if (flat
          && (layer.is("Flatten")
              || (layer.is("Reshape") && layer.config().path("target_shape").size() == 1))) {
        layers.remove(i--);
      }
      flat |= layer.is("Flatten") || layer.type().startsWith("Global");
    }
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
    List<Integer> shape = Chain.elements(batch).skip(1).map(node -> node.asInt(0)).toList();
    if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
      throw new KerasFormatException(
          "The model must begin with keras.Input of a fixed shape. Provided: " + batch);
    }
    return shape;
  }

  /**
   * Rows of features are flat, so a Flatten or Reshape that only dropout of single units comes
   * before says how to see them. Takes these out, and what scales features before any dropout.
   */
  private static List<InputScale.Step> reshapeInput(List<Integer> shape, List<LayerConfig> layers) {
    List<InputScale.Step> scaling = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      LayerConfig layer = layers.get(i);
      if (layer.is("Flatten") || layer.is("Reshape")) {
        int size = product(shape);
        List<Integer> target = target(layer, size);
        shape.clear();
        shape.addAll(target);
        layers.remove(i--);
      } else if (SCALING.contains(layer.type()) && i == 0) {
        scaling.add(new InputScale.Step(layer, List.copyOf(shape)));
        layers.remove(i--);
      } else if (!layer.isElementwiseDropout()) {
        break;
      }
    }
    return List.copyOf(scaling);
  }

  private static List<Integer> target(LayerConfig layer, int size) {
    if (layer.is("Flatten")) {
      return List.of(size);
    }
    List<Integer> target =
        Chain.elements(layer.config().path("target_shape")).map(JsonNode::asInt).toList();
    int known = product(target.stream().filter(width -> width > 0).toList());
    return target.stream().map(width -> width > 0 ? width : size / known).toList();
  }

  static int product(List<Integer> sizes) {
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
  int outputs() {
    return layers.get(layers.size() - 1).config().path("units").asInt();
  }
}
