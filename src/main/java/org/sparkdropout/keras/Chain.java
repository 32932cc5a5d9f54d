package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The layers of a model one after the other: a Sequential model, or a Functional one that is a
 * chain.
 */
final class Chain {
  private static final Set<String> FUNCTIONAL = Set.of("Functional", "Model");

  private final Map<String, JsonNode> byName = new HashMap<>();

  private Chain(JsonNode layers) {
    elements(layers).forEach(node -> byName.put(LayerConfig.of(node).name(), node));
  }

  /** The layers from the input on. */
  static List<LayerConfig> layers(JsonNode model) {
    String type = model.path("class_name").asText();
    JsonNode config = model.path("config");
    if (FUNCTIONAL.contains(type)) {
      OwnClasses.require(model, "The model");
      return new Chain(config.path("layers")).following(config.path("output_layers"));
    }
    if (!type.equals("Sequential")) {
      throw new KerasFormatException(
          "The model must be Sequential, or Functional and one chain of layers. Provided: "
              + type
              + ". Put its layers into keras.Sequential and copy the weights by set_weights");
    }
    OwnClasses.require(model, "The model");
    JsonNode described = config.isArray() ? config : config.path("layers");
    return elements(described).map(LayerConfig::of).toList();
  }

  /** The elements of an array. */
  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** Goes back from the output, and must meet every layer. */
  private List<LayerConfig> following(JsonNode outputs) {
    Deque<LayerConfig> chain = new ArrayDeque<>();
    List<String> above = names(outputs);
    while (!above.isEmpty()) {
      String name = above.size() == 1 ? above.get(0) : null;
      if (name == null || !byName.containsKey(name) || chain.size() == byName.size()) {
        throw noChain(chain.isEmpty() ? "its outputs are" : chain.getFirst() + " takes", above);
      }
      JsonNode node = byName.get(name);
      chain.addFirst(LayerConfig.of(node));
      requireInference(node, chain.getFirst());
      above = inputs(node.path("inbound_nodes"));
    }
    if (chain.size() < byName.size()) {
      List<String> others = new ArrayList<>(byName.keySet());
      chain.forEach(layer -> others.remove(layer.name()));
      throw noChain("beside the chain it has", others.stream().sorted().toList());
    }
    return List.copyOf(chain);
  }

  /** Such as [name, 0, 0], or a list of these. */
  private static List<String> names(JsonNode places) {
    return places.path(0).isTextual()
        ? List.of(places.path(0).textValue())
        : elements(places).flatMap(place -> names(place).stream()).toList();
  }

  /** Keras 3 says where tensors are from in keras_history, Keras 2 in arrays. */
  private static List<String> inputs(JsonNode nodes) {
    List<JsonNode> histories = nodes.findValues("keras_history");
    return histories.isEmpty()
        ? names(nodes)
        : histories.stream().map(history -> history.path(0).asText()).toList();
  }

  /** A layer that is told to train computes as in training in every prediction. */
  private static void requireInference(JsonNode node, LayerConfig layer) {
    boolean trains =
        node.path("inbound_nodes").findValues("training").stream().anyMatch(JsonNode::asBoolean);
    if (trains) {
      throw new KerasFormatException(
          "A layer must not be called with training=True. %s is, and so computes as in training in predictions too. Build the model without it"
              .formatted(layer));
    }
  }

  private static KerasFormatException noChain(String what, List<String> layers) {
    return new KerasFormatException(
        "A Functional model must be one chain, in which each layer takes what the one before gives. Of this one %s %s. Only chains come in: save one without branches"
            .formatted(what, layers));
  }
}
