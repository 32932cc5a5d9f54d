package org.sparkdropout.network;

import java.util.Arrays;

/**
 * The parameters of a network in training: one flat array, laid out by its {@link Topology}.
 *
 * <p>Holds the caller's array, copies nothing, and is not thread-safe. A network that has been
 * prepared for inference is an {@code InferenceNetwork} of the dropout package, another type, so
 * that the two cannot be confused.
 */
public final class Weights {
  private final Topology topology;
  private final float[] values;

  /**
   * Wraps an array.
   *
   * @param topology the shape
   * @param values weights and biases of all layers, {@link Topology#parameters()} of them; owned by
   *     the caller and overwritten by training
   * @throws IllegalArgumentException if their number does not fit the topology
   */
  public Weights(Topology topology, float[] values) {
    if (values.length != topology.parameters()) {
      throw new IllegalArgumentException(
          "A network "
              + topology
              + " must have "
              + topology.parameters()
              + " parameters. Provided: "
              + values.length);
    }
    this.topology = topology;
    this.values = values;
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

  /**
   * Sets the weights that leave some inputs to 0, so that these inputs weigh nothing.
   *
   * @param inputs each in [0, inputs(0))
   */
  public void silence(int[] inputs) {
    for (int input : inputs) {
      Block kernel = topology.layout().kernel(0);
      Arrays.fill(values, kernel.row(input), kernel.row(input + 1), 0);
    }
  }

  /**
   * The shape.
   *
   * @return the topology
   */
  public Topology topology() {
    return topology;
  }

  /**
   * Weights and biases of all layers, laid out by the topology.
   *
   * @return the array itself
   */
  public float[] values() {
    return values;
  }
}
