package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.Decision;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/**
 * A network but for its weights, as JSON. Dense networks of our own engine are as in version 1 of
 * the format; networks of another engine name it, and make the version 2; networks that answer with
 * numbers say how, and make the version 3.
 */
final class NetworkJson {
  /** Left out where it is not known, as in models that were saved before it was kept. */
  private static final String DROPOUT = "dropout";

  private static final String ANSWER = "answer";
  private static final String CLASSES = "classes";
  private static final String OUTPUTS = "outputs";

  private NetworkJson() {}

  /** The lowest version of the format that such a network can be read by. */
  static int version(ExportedNetwork network) {
    if (network.answer() instanceof NumberAnswer) {
      return 3;
    }
    return network instanceof DenseNetwork ? 1 : 2;
  }

  static void write(ExportedNetwork network, ObjectNode node) {
    node.put("inputs", network.inputs());
    if (network instanceof DenseNetwork dense) {
      write(dense.weights().topology(), outputs(network), node);
      dense
          .weights()
          .dropout()
          .ifPresent(dropout -> DropoutJson.write(dropout, node.putObject(DROPOUT)));
    } else {
      node.put(outputs(network), network.outputs()).put("engine", network.engine());
      NetworkCodec.of(network.engine()).write(network, node);
    }
    if (network.answer() instanceof NumberAnswer numbers) {
      AnswerJson.write(numbers, node.putObject(ANSWER));
    }
    node.put("scaledForInference", true);
  }

  /** What the number of outputs is called. */
  private static String outputs(ExportedNetwork network) {
    return network.answer() instanceof NumberAnswer ? OUTPUTS : CLASSES;
  }

  private static void write(Topology topology, String outputs, ObjectNode node) {
    ArrayNode hidden = node.putArray("hidden");
    Arrays.stream(topology.hidden()).forEach(hidden::add);
    node.put(outputs, topology.outputs());
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
    int outputs = Json.integer(node, node.has(ANSWER) ? OUTPUTS : CLASSES);
    Answer answer =
        node.has(ANSWER)
            ? AnswerJson.read(node.get(ANSWER), outputs)
            : Decision.of(Optional.empty());
    return node.has("engine")
        ? NetworkCodec.of(Json.text(node, "engine")).read(node, outputs, answer)
        : dense(node, outputs, answer);
  }

  private static UnweightedNetwork dense(JsonNode node, int outputs, Answer answer) {
    Topology topology =
        new Topology(
            Json.integer(node, "inputs"),
            integers(Json.field(node, "hidden")),
            answer instanceof NumberAnswer ? outputs : SoftmaxCrossEntropy.requireClasses(outputs),
            Activation.valueOf(Json.text(node, "activation").toUpperCase(Locale.ROOT)));
    return new UnweightedNetwork(
        topology.toString(),
        topology.parameters(),
        values ->
            new DenseNetwork(dropped(node, InferenceNetwork.restore(topology, values)), answer));
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
