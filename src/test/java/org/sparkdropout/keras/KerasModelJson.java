package org.sparkdropout.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/** Models written out as Keras would, quotes single. */
final class KerasModelJson {
  private KerasModelJson() {}

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A layer; settings as in {@code 'units': 3}. */
  static String layer(String type, String name, String settings) {
    String more = settings.isEmpty() ? "" : ", " + settings;
    return "{'class_name': '%s', 'config': {'name': '%s'%s}}".formatted(type, name, more);
  }

  static String dense(String name, int units, String activation) {
    return layer("Dense", name, "'units': %d, 'activation': '%s'".formatted(units, activation));
  }

  static String input(String shape) {
    return layer("InputLayer", "in", "'batch_shape': " + shape);
  }

  static Sequential sequential(String... layers) {
    return of("{'name': 'model', 'layers': [%s]}".formatted(String.join(", ", layers)));
  }

  static Sequential of(String config) {
    return Sequential.of(
        new SavedModel(
            json("{'class_name': 'Sequential', 'config': %s}".formatted(config)),
            MissingNode.getInstance(),
            model -> Map.of()));
  }
}
