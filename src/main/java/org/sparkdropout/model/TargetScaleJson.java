package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.sparkdropout.head.TargetScale;

/** Where real targets lie, as JSON: {@code {"means": [...], "deviations": [...]}}. */
public final class TargetScaleJson {
  private TargetScaleJson() {}

  /**
   * Writes a scale.
   *
   * @param scale of targets
   * @param node receives its fields
   */
  public static void write(TargetScale scale, ObjectNode node) {
    write(scale.means(), node.putArray("means"));
    write(scale.deviations(), node.putArray("deviations"));
  }

  /**
   * Reads a scale.
   *
   * @param node that {@link #write} has filled
   * @return the same scale
   * @throws IllegalArgumentException if a field is missing or wrong
   */
  public static TargetScale read(JsonNode node) {
    return new TargetScale(numbers(node, "means"), numbers(node, "deviations"));
  }

  static void write(double[] numbers, ArrayNode array) {
    Arrays.stream(numbers).forEach(array::add);
  }

  static double[] numbers(JsonNode node, String name) {
    JsonNode array = Json.field(node, name);
    double[] numbers =
        StreamSupport.stream(array.spliterator(), false)
            .filter(JsonNode::isNumber)
            .mapToDouble(JsonNode::doubleValue)
            .toArray();
    if (!array.isArray() || numbers.length != array.size()) {
      throw new IllegalArgumentException(
          "field %s is %s, not an array of numbers".formatted(name, array));
    }
    return numbers;
  }
}
