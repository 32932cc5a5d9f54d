package org.sparkdropout.network;

import java.io.Serializable;
import org.sparkdropout.random.Normal;
import org.sparkdropout.random.Philox4x32;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

/**
 * How initial weights are drawn: normal with mean 0, biases 0.
 *
 * @param kind where the standard deviation comes from
 * @param std the standard deviation of {@link Kind#GAUSSIAN}, greater than 0; the others ignore it
 */
public record Initialization(Kind kind, double std) implements Serializable {
  /** Where the standard deviation comes from. */
  public enum Kind {
    /** sqrt(2 / inputs): He et al. 2015, equation 10; for ReLU. */
    HE,
    /**
     * sqrt(2 / (inputs + outputs)): Glorot and Bengio 2010, equation 12, with a normal in place of
     * their uniform distribution; for logistic and tanh.
     */
    GLOROT,
    /** A given standard deviation for every layer, as in the dropout papers. */
    GAUSSIAN
  }

  /**
   * Draws a network's initial weights.
   *
   * @param topology the shape
   * @param streams the run's streams; the weights are a pure function of its seed
   * @return new weights
   */
  public Weights draw(Topology topology, Streams streams) {
    Weights weights = Weights.zero(topology);
    for (Block kernel : topology.layout().blocks()) {
      if (kernel.part() == Block.Part.KERNEL) {
        float scale = (float) standardDeviation(topology, kernel.layer());
        draw(weights.values(), kernel, scale, streams);
      }
    }
    return weights;
  }

  private static void draw(float[] values, Block kernel, float scale, Streams streams) {
    int[] words = new int[Philox4x32.WORDS];
    for (int i = 0; i < kernel.end() - kernel.offset(); i++) {
      if (i % words.length == 0) {
        streams.block(words, Purpose.INITIAL_WEIGHTS, 0, 0, 0, kernel.layer(), i / words.length);
      }
      values[kernel.offset() + i] = scale * Normal.ofWord(words[i % words.length]);
    }
  }

  /**
   * The standard deviation of one layer's initial weights.
   *
   * @param topology the shape
   * @param layer in [0, layers())
   * @return greater than 0
   */
  double standardDeviation(Topology topology, int layer) {
    return switch (kind) {
      case HE -> Math.sqrt(2.0 / topology.inputs(layer));
      case GLOROT -> Math.sqrt(2.0 / (topology.inputs(layer) + (double) topology.outputs(layer)));
      case GAUSSIAN -> std;
    };
  }
}
