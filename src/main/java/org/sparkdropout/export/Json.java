package org.sparkdropout.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Predicate;

/** Reads and writes JSON trees; a field that is missing or mistyped is an error that names it. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Indented UTF-8. */
  static byte[] bytes(ObjectNode root) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree must be writable", e);
    }
  }

  /**
   * Parses bytes.
   *
   * @throws IllegalArgumentException if they are not one JSON object
   */
  static JsonNode parse(byte[] bytes) {
    try {
      JsonNode root = MAPPER.readTree(bytes);
      if (root.isObject()) {
        return root;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  static JsonNode field(JsonNode node, String name) {
    return checked(node, name, value -> true);
  }

  static int integer(JsonNode node, String name) {
    return checked(node, name, JsonNode::canConvertToInt).intValue();
  }

  static long whole(JsonNode node, String name) {
    return checked(node, name, JsonNode::canConvertToLong).longValue();
  }

  /** A number; NaN and infinities are written as text. */
  static double number(JsonNode node, String name) {
    JsonNode value = checked(node, name, any -> any.isNumber() || any.isTextual());
    return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.textValue());
  }

  static String text(JsonNode node, String name) {
    return checked(node, name, JsonNode::isTextual).textValue();
  }

  static boolean flag(JsonNode node, String name) {
    return checked(node, name, JsonNode::isBoolean).booleanValue();
  }

  private static JsonNode checked(JsonNode node, String name, Predicate<JsonNode> type) {
    JsonNode value = node.get(name);
    if (value == null || !type.test(value)) {
      throw new IllegalArgumentException("field " + name + " is " + value);
    }
    return value;
  }
}
