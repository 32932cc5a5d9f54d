package org.sparkdropout.network;

/**
 * The parameters of a network in training: one flat array, laid out by its {@link Topology}.
 *
 * <p>Holds the caller's array, copies nothing, and is not thread-safe. A network that has been
 * prepared for inference is an {@code InferenceNetwork} of the dropout package, another type, so
 * that the two cannot be confused.
 *
 * @param topology the shape
 * @param values weights and biases of all layers, {@link Topology#parameters()} of them; owned by
 *     the caller and overwritten by training
 */
public record Weights(Topology topology, float[] values) {
  /**
   * Wraps an array.
   *
   * @throws IllegalArgumentException if its length does not fit the topology
   */
  public Weights {
    if (values.length != topology.parameters()) {
      throw new IllegalArgumentException(
          "A network "
              + topology
              + " must have "
              + topology.parameters()
              + " parameters. Provided: "
              + values.length);
    }
  }

  /**
   * All parameters zero.
   *
   * @param topology the shape
   * @return new weights
   */
  public static Weights zero(Topology topology) {
    return new Weights(topology, new float[topology.parameters()]);
  }
}
