package org.sparkdropout.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Predicate;

/** Reads and writes JSON trees; a field that is missing or mistyped is an error that names it. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * An empty object.
   *
   * @return a new one
   */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Writes a tree.
   *
   * @param root of the tree
   * @return indented UTF-8
   */
  public static byte[] bytes(ObjectNode root) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree must be writable", e);
    }
  }

  /**
   * Parses bytes.
   *
   * @param bytes JSON
   * @return the object
   * @throws IllegalArgumentException if they are not one JSON object
   */
  public static JsonNode parse(byte[] bytes) {
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

  /**
   * A field of any type.
   *
   * @param node an object
   * @param name of the field
   * @return its value
   * @throws IllegalArgumentException if it is missing
   */
  public static JsonNode field(JsonNode node, String name) {
    return checked(node, name, value -> true);
  }

  /**
   * A whole number of 32 bits.
   *
   * @param node an object
   * @param name of the field
   * @return its value
   * @throws IllegalArgumentException if it is missing or none
   */
  public static int integer(JsonNode node, String name) {
    return checked(node, name, JsonNode::canConvertToInt).intValue();
  }

  /**
   * A whole number of 64 bits.
   *
   * @param node an object
   * @param name of the field
   * @return its value
   * @throws IllegalArgumentException if it is missing or none
   */
  public static long whole(JsonNode node, String name) {
    return checked(node, name, JsonNode::canConvertToLong).longValue();
  }

  /**
   * A number; NaN and infinities are written as text.
   *
   * @param node an object
   * @param name of the field
   * @return its value
   * @throws IllegalArgumentException if it is missing or none
   */
  public static double number(JsonNode node, String name) {
    JsonNode value = checked(node, name, any -> any.isNumber() || any.isTextual());
    return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.textValue());
  }

  /**
   * Text.
   *
   * @param node an object
   * @param name of the field
   * @return its value
   * @throws IllegalArgumentException if it is missing or none
   */
  public static String text(JsonNode node, String name) {
    return checked(node, name, JsonNode::isTextual).textValue();
  }

  /**
   * True or false.
   *
   * @param node an object
   * @param name of the field
   * @return its value
   * @throws IllegalArgumentException if it is missing or neither
   */
  public static boolean flag(JsonNode node, String name) {
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
