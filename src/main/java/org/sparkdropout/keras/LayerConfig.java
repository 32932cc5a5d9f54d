package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A layer as Keras describes it.
 *
 * @param type Keras's class, such as {@code Dense}
 * @param name of the layer, under which its weights are
 * @param config its settings
 */
record LayerConfig(String type, String name, ObjectNode config) {
  private static final Set<String> ELEMENTWISE_DROPOUT =
      Set.of("Dropout", "GaussianDropout", "AlphaDropout");

  static LayerConfig of(JsonNode node) {
    if (node.path("config") instanceof ObjectNode config) {
      return new LayerConfig(
          node.path("class_name").asText(), config.path("name").asText(), config.deepCopy());
    }
    throw new KerasFormatException(
        "Every layer must have a config. Provided: " + node + ". Save the model again");
  }

  boolean is(String other) {
    return type.equals(other);
  }

  /** Whether it drops or disturbs units in training and does nothing otherwise. */
  boolean isDropout() {
    return isElementwiseDropout() || is("SpatialDropout2D");
  }

  boolean isElementwiseDropout() {
    return ELEMENTWISE_DROPOUT.contains(type);
  }

  /** The probability of dropping, of a dropout layer. */
  double rate() {
    return config.path("rate").asDouble();
  }

  /** The name of the activation; linear if there is none. */
  String activation() {
    JsonNode activation = config.path("activation");
    JsonNode name = activation.isObject() ? activation.path("config") : activation;
    return name.isTextual() ? name.textValue() : name.isObject() ? "unknown" : "linear";
  }

  LayerConfig withActivation(String activation) {
    return new LayerConfig(type, name, config.deepCopy().put("activation", activation));
  }

  boolean hasBias() {
    return config.path("use_bias").asBoolean(true);
  }

  /** The names of regularisers and constraints that it has. */
  List<String> trainingSettings() {
    return config.properties().stream()
        .filter(setting -> isOfTraining(setting.getKey()) && !setting.getValue().isNull())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a setting is a regulariser or constraint. */
  static boolean isOfTraining(String setting) {
    return setting.endsWith("_regularizer") || setting.endsWith("_constraint");
  }

  /** The weights that Keras has saved for it, in its order. */
  List<String> weightNames() {
    return switch (type) {
      case "Dense", "Conv2D" -> hasBias() ? List.of("kernel", "bias") : List.of("kernel");
      case "BatchNormalization" -> normalizationWeights();
      default -> List.of();
    };
  }

  private List<String> normalizationWeights() {
    List<String> names = new ArrayList<>();
    if (config.path("scale").asBoolean(true)) {
      names.add("gamma");
    }
    if (config.path("center").asBoolean(true)) {
      names.add("beta");
    }
    names.addAll(List.of("moving_mean", "moving_variance"));
    return names;
  }

  /** The type and name, as messages give them. */
  @Override
  public String toString() {
    return type + " '" + name + "'";
  }
}
