package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/**
 * A network but for its weights, as JSON. Dense networks of our own engine are as in version 1 of
 * the format; networks of another engine name it, and make the version 2.
 */
final class NetworkJson {
  /** Left out where it is not known, as in models that were saved before it was kept. */
  private static final String DROPOUT = "dropout";

  private NetworkJson() {}

  /** The lowest version of the format that such a network can be read by. */
  static int version(ExportedNetwork network) {
    return network instanceof DenseNetwork ? 1 : 2;
  }

  static void write(ExportedNetwork network, ObjectNode node) {
    node.put("inputs", network.inputs());
    if (network instanceof DenseNetwork dense) {
      write(dense.weights().topology(), node);
      dense
          .weights()
          .dropout()
          .ifPresent(dropout -> DropoutJson.write(dropout, node.putObject(DROPOUT)));
    } else {
      node.put("classes", network.classes()).put("engine", network.engine());
      NetworkCodec.of(network.engine()).write(network, node);
    }
    node.put("scaledForInference", true);
  }

  private static void write(Topology topology, ObjectNode node) {
    ArrayNode hidden = node.putArray("hidden");
    Arrays.stream(topology.hidden()).forEach(hidden::add);
    node.put("classes", topology.outputs());
    node.put("activation", topology.activation().name().toLowerCase(Locale.ROOT));
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
    return node.has("engine") ? NetworkCodec.of(Json.text(node, "engine")).read(node) : dense(node);
  }

  private static UnweightedNetwork dense(JsonNode node) {
    Topology topology =
        new Topology(
            Json.integer(node, "inputs"),
            integers(Json.field(node, "hidden")),
            SoftmaxCrossEntropy.requireClasses(Json.integer(node, "classes")),
            Activation.valueOf(Json.text(node, "activation").toUpperCase(Locale.ROOT)));
    return new UnweightedNetwork(
        topology.toString(),
        topology.parameters(),
        values -> new DenseNetwork(dropped(node, InferenceNetwork.restore(topology, values))));
  }

  private static InferenceNetwork dropped(JsonNode node, InferenceNetwork network) {
    return node.has(DROPOUT)
        ? network.trainedWith(DropoutJson.read(node.get(DROPOUT), network.topology()))
        : network;
  }

  private static int[] integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .flatMapToInt(value -> IntStream.of(value.intValue()))
        .toArray();
  }
}
