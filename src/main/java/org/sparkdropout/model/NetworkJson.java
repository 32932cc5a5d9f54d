package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.sparkdropout.dl4j.Dl4jNetwork;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/**
 * A network but for its weights, as JSON. Dense networks of our own engine are as in version 1 of
 * the format; networks of another engine name it, and make the version 2.
 */
final class NetworkJson {
  private static final String DL4J = "dl4j";

  private NetworkJson() {}

  /** The lowest version of the format that such a network can be read by. */
  static int version(ExportedNetwork network) {
    return network instanceof DenseNetwork ? 1 : 2;
  }

  static void write(ExportedNetwork network, ObjectNode node) {
    node.put("inputs", network.inputs());
    if (network instanceof DenseNetwork dense) {
      Topology topology = dense.weights().topology();
      ArrayNode hidden = node.putArray("hidden");
      Arrays.stream(topology.hidden()).forEach(hidden::add);
      node.put("classes", topology.classes());
      node.put("activation", topology.activation().name().toLowerCase(Locale.ROOT));
    } else if (network instanceof Dl4jNetwork dl4j) {
      node.put("classes", network.classes());
      node.put("engine", DL4J).put("parameters", dl4j.size());
      node.set("configuration", Json.parse(dl4j.configuration().getBytes(StandardCharsets.UTF_8)));
    } else {
      throw new IllegalArgumentException(
          "A network must be of a kind that models are saved with. Provided: "
              + network.getClass().getName());
    }
    node.put("scaledForInference", true);
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws IllegalArgumentException if a field is missing or wrong
   */
  static UnweightedNetwork read(JsonNode node) {
    if (!Json.field(node, "scaledForInference").asBoolean()) {
      throw new IllegalArgumentException("scaledForInference is not true");
    }
    return node.has("engine") ? foreign(node) : dense(node);
  }

  private static UnweightedNetwork dense(JsonNode node) {
    Topology topology =
        new Topology(
            Json.integer(node, "inputs"),
            integers(Json.field(node, "hidden")),
            Json.integer(node, "classes"),
            Activation.valueOf(Json.text(node, "activation").toUpperCase(Locale.ROOT)));
    return new UnweightedNetwork(
        topology.toString(),
        topology.parameters(),
        values -> new DenseNetwork(InferenceNetwork.restore(topology, values)));
  }

  private static UnweightedNetwork foreign(JsonNode node) {
    String engine = Json.text(node, "engine");
    if (!engine.equals(DL4J)) {
      throw new IllegalArgumentException("engine is %s, not %s".formatted(engine, DL4J));
    }
    int inputs = Json.integer(node, "inputs");
    int classes = Json.integer(node, "classes");
    String configuration = Json.field(node, "configuration").toString();
    return new UnweightedNetwork(
        Dl4jNetwork.shape(configuration),
        Json.integer(node, "parameters"),
        values -> Dl4jNetwork.restore(configuration, inputs, classes, values));
  }

  private static int[] integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .flatMapToInt(value -> IntStream.of(value.intValue()))
        .toArray();
  }
}
