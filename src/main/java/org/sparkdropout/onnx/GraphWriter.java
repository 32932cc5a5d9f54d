package org.sparkdropout.onnx;

import java.util.ServiceLoader;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/**
 * Writes the networks of an engine of others as nodes. Found by {@link ServiceLoader}, by the name
 * of the engine.
 */
public interface GraphWriter {
  /**
   * The engine.
   *
   * @return as {@link ExportedNetwork#engine()} gives it
   */
  String engine();

  /**
   * Adds a network in its form for inference.
   *
   * @param network of the engine
   * @param graph receives the nodes
   * @param features a value of floats (rows, inputs)
   * @return the name of the logits
   * @throws IllegalArgumentException if a part of it has no ONNX form
   */
  String logits(ExportedNetwork network, OnnxGraph graph, String features);

  /**
   * Adds a network of any engine in its form for inference.
   *
   * @param graph receives the nodes
   * @param network scaled for inference
   * @param features a value of floats (rows, inputs)
   * @return the name of the logits
   * @throws IllegalArgumentException if networks of its engine, or a part of it, have no ONNX form
   */
  static String logits(OnnxGraph graph, ExportedNetwork network, String features) {
    if (network instanceof DenseNetwork dense) {
      return new DenseGraph(graph, dense.weights()).logits(features);
    }
    return ServiceLoader.load(GraphWriter.class, GraphWriter.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(writer -> writer.engine().equals(network.engine()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "engine must be one whose networks have an ONNX form. Provided value: %s. Export the model in the format of its engine"
                        .formatted(network.engine())))
        .logits(network, graph, features);
  }
}
