package org.sparkdropout.dropout;

import org.sparkdropout.network.Block;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;

/**
 * Makes a trained network ready for inference: the weights leaving a dropped layer are multiplied
 * by its retain, once; biases never (Srivastava et al. 2014, section 4, figure 2).
 *
 * <p>Only {@link Dropout.Kind#CLASSIC} needs it. Inverted scaling has divided by retain in
 * training, and Gaussian noise has mean one, so their weights are exported as they are. The scaled
 * network equals the normalised geometric mean of all thinned networks exactly for softmax
 * regression, and approximates it with hidden layers.
 */
public final class WeightScaling {
  private WeightScaling() {}

  /**
   * Exports a network.
   *
   * @param weights the trained network; not changed
   * @param dropout what it was trained with
   * @return a network of its own storage in which nothing drops, and which knows what dropped
   */
  public static InferenceNetwork scale(Weights weights, Dropout dropout) {
    Topology topology = weights.topology();
    float[] scaled = weights.values().clone();
    if (dropout.kind() == Dropout.Kind.CLASSIC) {
      for (Block block : topology.layout().blocks()) {
        if (block.hasRowPerUnit()) {
          scale(scaled, block, (float) dropout.retain(block.layer()));
        }
      }
    }
    return new InferenceNetwork(topology, scaled, dropout);
  }

  /**
   * Undoes the scaling, to train on: the weights that {@link #scale} turns into the exported ones
   * again, but for the rounding of floats.
   *
   * @param exported a trained network; not changed
   * @param dropout what it is to be trained with now, which may differ from what it was trained
   *     with
   * @return weights of their own storage
   */
  public static Weights unscale(InferenceNetwork exported, Dropout dropout) {
    Topology topology = exported.topology();
    float[] values = exported.parameters();
    if (dropout.kind() == Dropout.Kind.CLASSIC) {
      for (Block block : topology.layout().blocks()) {
        if (block.hasRowPerUnit()) {
          unscale(values, block, (float) dropout.retain(block.layer()));
        }
      }
    }
    return new Weights(topology, values);
  }

  /** Divides: multiplying by 1 / retain would round twice. */
  private static void unscale(float[] values, Block block, float retain) {
    for (int i = block.offset(); i < block.end(); i++) {
      values[i] /= retain;
    }
  }

  private static void scale(float[] values, Block block, float retain) {
    for (int i = block.offset(); i < block.end(); i++) {
      values[i] *= retain;
    }
  }
}
