package org.sparkdropout.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.sparkdropout.head.Answer;
import org.sparkdropout.model.Json;
import org.sparkdropout.model.NetworkCodec;
import org.sparkdropout.model.UnweightedNetwork;
import org.sparkdropout.score.ExportedNetwork;

/** Networks of DL4J in models: their configuration, as DL4J's own JSON. */
public final class Dl4jCodec implements NetworkCodec {
  @Override
  public String engine() {
    return Dl4jNetwork.ENGINE;
  }

  @Override
  public void write(ExportedNetwork network, ObjectNode node) {
    Dl4jNetwork dl4j = (Dl4jNetwork) network;
    node.put("parameters", dl4j.size());
    node.set("configuration", Json.parse(dl4j.configuration().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public UnweightedNetwork read(JsonNode node, int outputs, Answer answer) {
    int inputs = Json.integer(node, "inputs");
    String configuration = Json.field(node, "configuration").toString();
    return new UnweightedNetwork(
        Dl4jNetwork.shape(configuration),
        Json.integer(node, "parameters"),
        values -> Dl4jNetwork.restore(configuration, inputs, outputs, answer, values));
  }
}
