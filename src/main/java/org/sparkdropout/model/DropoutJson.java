package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Topology;

/** A {@link Dropout} as JSON: its kind, its sharing and the rate of each layer, input first. */
final class DropoutJson {
  private static final String RATES = "rates";

  private DropoutJson() {}

  static void write(Dropout dropout, ObjectNode node) {
    node.put("kind", text(dropout.kind()));
    node.put("sharing", text(dropout.sharing()));
    ArrayNode rates = node.putArray(RATES);
    for (int layer = 0; layer < dropout.layers(); layer++) {
      rates.add(dropout.dropout(layer));
    }
  }

  /**
   * Reads what {@link #write} writes. Rates of whole units stay as they are.
   *
   * @throws IllegalArgumentException if a field is missing or wrong, or does not fit the network
   */
  static Dropout read(JsonNode node, Topology topology) {
    double[] rates = rates(Json.field(node, RATES), topology.layers());
    return Dropout.of(
        constant(node, "kind", Dropout.Kind.class),
        constant(node, "sharing", Dropout.Sharing.class),
        rates[0],
        Arrays.copyOfRange(rates, 1, rates.length),
        topology);
  }

  private static double[] rates(JsonNode array, int layers) {
    double[] rates =
        StreamSupport.stream(array.spliterator(), false)
            .filter(JsonNode::isNumber)
            .mapToDouble(JsonNode::doubleValue)
            .toArray();
    if (!array.isArray() || array.size() != layers || rates.length != layers) {
      throw new IllegalArgumentException(
          "field rates is %s, not an array of %d numbers".formatted(array, layers));
    }
    return rates;
  }

  private static <E extends Enum<E>> E constant(JsonNode node, String name, Class<E> type) {
    String text = Json.text(node, name);
    List<E> constants = List.of(type.getEnumConstants());
    return constants.stream()
        .filter(constant -> text(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "field %s is %s, not one of %s"
                        .formatted(
                            name, text, constants.stream().map(DropoutJson::text).toList())));
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
