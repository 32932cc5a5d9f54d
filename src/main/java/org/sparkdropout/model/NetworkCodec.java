package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.ServiceLoader;
import org.sparkdropout.head.Answer;
import org.sparkdropout.score.ExportedNetwork;

/**
 * How models hold the networks of an engine of others. Found by {@link ServiceLoader}, by the name
 * of the engine.
 */
public interface NetworkCodec {
  /**
   * The engine.
   *
   * @return as {@link ExportedNetwork#engine()} gives it
   */
  String engine();

  /**
   * Writes a network but for its weights, its features, outputs and answer, and its engine.
   *
   * @param network of the engine
   * @param node takes the fields
   */
  void write(ExportedNetwork network, ObjectNode node);

  /**
   * Reads what {@link #write} writes.
   *
   * @param node with the fields
   * @param outputs the number of classes, or of predicted numbers
   * @param answer what the outputs mean
   * @return the network without its weights
   * @throws IllegalArgumentException if a field is missing or wrong
   */
  UnweightedNetwork read(JsonNode node, int outputs, Answer answer);

  /**
   * The codec of an engine.
   *
   * @param engine its name
   * @return the codec
   * @throws IllegalArgumentException if there is none
   */
  static NetworkCodec of(String engine) {
    List<NetworkCodec> all =
        ServiceLoader.load(NetworkCodec.class, NetworkCodec.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return all.stream()
        .filter(codec -> codec.engine().equals(engine))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "engine is %s, not one of %s"
                        .formatted(engine, all.stream().map(NetworkCodec::engine).toList())));
  }
}
