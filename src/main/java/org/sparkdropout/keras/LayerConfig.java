package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A layer as Keras describes it.
 *
 * @param type Keras's class, such as {@code Dense}
 * @param name of the layer, under which its weights are
 * @param config its settings
 */
record LayerConfig(String type, String name, ObjectNode config) {
  private static final Set<String> ACTIVATIONS =
      Set.of("Activation", "ELU", "LeakyReLU", "ReLU", "Softmax");

  private static final Set<String> ELEMENTWISE_DROPOUT =
      Set.of("Dropout", "GaussianDropout", "AlphaDropout");

  static LayerConfig of(JsonNode node) {
    if (node.path("config") instanceof ObjectNode config) {
      LayerConfig layer =
          new LayerConfig(
              node.path("class_name").asText(), config.path("name").asText(), config.deepCopy());
      OwnClasses.require(node, layer);
      return layer;
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
    return switch (type) {
      case "ELU" -> "elu";
      case "LeakyReLU" -> "leaky_relu";
      case "Softmax" -> ofSoftmax();
      case "ReLU" -> ofRelu();
      default -> given().map(LayerConfig::asActivation).orElseGet(this::named);
    };
  }

  /** Any layer can stand for an activation, and compute something else. */
  private String asActivation() {
    return ACTIVATIONS.contains(type) ? activation() : "the layer " + type;
  }

  /** Its input is flat: an axis is that of the units, or of the rows. */
  private String ofSoftmax() {
    JsonNode given = config.path("axis");
    int axis = (given.isArray() ? given.path(0) : given).asInt(-1);
    return axis == -1 || axis == 1 ? "softmax" : "softmax over axis " + axis;
  }

  private String ofRelu() {
    double most = config.path("max_value").asDouble(Double.POSITIVE_INFINITY);
    if (config.path("threshold").asDouble() != 0 || (most != 6 && Double.isFinite(most))) {
      return "relu of a bound or threshold";
    }
    boolean leaks = config.path("negative_slope").asDouble() != 0;
    return most == 6 ? (leaks ? "relu6 of a slope" : "relu6") : (leaks ? "leaky_relu" : "relu");
  }

  private String named() {
    JsonNode activation = config.path("activation");
    return activation.isObject()
        ? "the function " + activation.path("config").asText(activation.path("class_name").asText())
        : activation.asText("linear");
  }

  /** The layer that stands for an activation, as in {@code activation=keras.layers.LeakyReLU()}. */
  private Optional<LayerConfig> given() {
    JsonNode activation = config.path("activation");
    return activation.path("config").isObject()
        ? Optional.of(LayerConfig.of(activation))
        : Optional.empty();
  }

  /** What an activation multiplies numbers below 0 with, of those that have a setting for it. */
  double slope() {
    if (given().isPresent()) {
      return given().get().slope();
    }
    for (String name : List.of("negative_slope", "alpha")) {
      if (config.path(name).isNumber()) {
        return config.path(name).doubleValue();
      }
    }
    return is("ELU") || activation().equals("elu") ? 1 : is("LeakyReLU") ? 0.3 : 0.2;
  }

  LayerConfig withActivation(String activation) {
    return new LayerConfig(type, name, config.deepCopy().put("activation", activation));
  }

  /** With another setting. */
  LayerConfig with(String setting, int value) {
    return new LayerConfig(type, name, config.deepCopy().put(setting, value));
  }

  /** With another setting. */
  LayerConfig with(String setting, boolean value) {
    return new LayerConfig(type, name, config.deepCopy().put(setting, value));
  }

  /** A setting that is a whole number above 0. */
  int positive(String setting) {
    int value = config.path(setting).asInt();
    if (value < 1) {
      throw new KerasFormatException(
          "%s of %s must be above 0. Provided: %s. Save the model again"
              .formatted(setting, this, config.path(setting)));
    }
    return value;
  }

  /** A setting of height and width, each at least 1, which may be one number for both. */
  int[] pair(String setting, int otherwise) {
    JsonNode given = config.path(setting);
    JsonNode first = given.isArray() ? given.path(0) : given;
    JsonNode second = given.isArray() ? given.path(1) : given;
    return new int[] {
      Math.max(1, first.asInt(otherwise)), Math.max(1, second.asInt(first.asInt(otherwise)))
    };
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
      case "Normalization" ->
          config.path("mean").isMissingNode() || config.path("mean").isNull()
              ? List.of("mean", "variance", "count")
              : List.of();
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
