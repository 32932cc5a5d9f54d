package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * A model as JSON in the words of Keras 2, which DL4J's import of Keras knows. What matters in
 * training alone and is a setting here, such as regularisers, is left out.
 */
final class Dl4jConfig {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The name of the input, which no layer of a user has. */
  private static final String INPUT = "spark_dropout_input";

  /** Layers that are nothing but an activation, which {@link Dl4jImport} sets. */
  private static final Set<String> ACTIVATIONS = Set.of("ELU", "LeakyReLU", "ReLU");

  private Dl4jConfig() {}

  static String of(Sequential model) {
    ArrayNode layers = JSON.arrayNode().add(input(model));
    model.layers().forEach(layer -> layers.add(layer(layer)));
    ObjectNode root = JSON.objectNode();
    root.put("class_name", "Sequential").put("keras_version", "2.15.0");
    root.put("backend", "tensorflow");
    root.putObject("config").put("name", "sequential").set("layers", layers);
    return root.toString();
  }

  private static ObjectNode input(Sequential model) {
    ObjectNode config = JSON.objectNode().put("name", INPUT);
    config.put("data_format", "channels_last");
    ArrayNode batch = config.putArray("batch_input_shape").addNull();
    model.shape().forEach(batch::add);
    return node("InputLayer", config);
  }

  private static ObjectNode node(String type, ObjectNode config) {
    return JSON.objectNode().put("class_name", type).set("config", config);
  }

  private static ObjectNode layer(LayerConfig layer) {
    ObjectNode config = JSON.objectNode();
    for (Map.Entry<String, JsonNode> setting : layer.config().properties()) {
      config.set(setting.getKey(), plain(setting.getKey(), setting.getValue()));
    }
    config.put("activation", "linear");
    if (layer.is("BatchNormalization")) {
      config.put("center", true).put("scale", true);
    }
    return node(ACTIVATIONS.contains(layer.type()) ? "Activation" : layer.type(), config);
  }

  private static JsonNode plain(String key, JsonNode value) {
    if (key.endsWith("_initializer")) {
      return JSON.objectNode().put("class_name", "Zeros").set("config", JSON.objectNode());
    }
    return LayerConfig.isOfTraining(key) ? JSON.nullNode() : value;
  }
}
