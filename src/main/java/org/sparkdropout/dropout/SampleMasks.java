package org.sparkdropout.dropout;

import java.util.Arrays;
import org.sparkdropout.network.Topology;
import org.sparkdropout.random.Normal;
import org.sparkdropout.random.Philox4x32;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

/**
 * The masks of Monte-Carlo scoring: one for each sample and layer, the same for all rows.
 *
 * <p>A multiplier is a pure function of (seed, sample, layer, unit). It is drawn as in training:
 * units are kept one by one, or a fixed number of them where training shared masks; or they are
 * multiplied by Gaussian noise. As in training masks of different rates are coupled. Not
 * thread-safe.
 */
final class SampleMasks {
  private final Topology whole;
  private final Dropout dropout;
  private final Streams streams;
  private final ThinnedNetwork shared;
  private final int[] block = new int[Philox4x32.WORDS];

  /**
   * The masks of a network.
   *
   * @param whole its shape
   * @param dropout what dropped in its training
   * @param seed any value
   */
  SampleMasks(Topology whole, Dropout dropout, long seed) {
    this.whole = whole;
    this.dropout = dropout;
    this.streams = new Streams(seed);
    this.shared =
        dropout.sharing() == Dropout.Sharing.EXAMPLE ? null : ThinnedNetwork.of(whole, dropout);
  }

  /**
   * What the units of a layer are multiplied by, where the network is scaled for inference: 0 for
   * units that are dropped, 1 / retain for those that are kept; noise of mean 1 with Gaussian
   * dropout.
   *
   * @param sample from 0
   * @param layer 0 for the input, l for the l-th hidden layer
   * @return new, a number for each unit
   */
  float[] multipliers(int sample, int layer) {
    float[] multipliers = new float[whole.inputs(layer)];
    if (dropout.dropout(layer) == 0) {
      Arrays.fill(multipliers, 1f);
    } else if (dropout.kind() == Dropout.Kind.GAUSSIAN) {
      addNoise(multipliers, sample, layer);
    } else if (layer > 0 && shared != null) {
      shared.draw(streams, Purpose.MONTE_CARLO, 0, 0, sample);
      for (int unit : shared.kept(layer)) {
        multipliers[unit] = ofKept(layer);
      }
    } else {
      keep(multipliers, sample, layer);
    }
    return multipliers;
  }

  /** Classic weights were multiplied by retain at export, inverted units divided in training. */
  private float ofKept(int layer) {
    return (float) (1 / dropout.retain(layer));
  }

  private void keep(float[] multipliers, int sample, int layer) {
    long threshold = Bernoulli.threshold(dropout.retain(layer));
    for (int unit = 0; unit < multipliers.length; unit++) {
      boolean isKept = Integer.toUnsignedLong(word(sample, layer, unit)) < threshold;
      multipliers[unit] = isKept ? ofKept(layer) : 0f;
    }
  }

  private void addNoise(float[] multipliers, int sample, int layer) {
    float deviation = (float) Math.sqrt(dropout.dropout(layer) / dropout.retain(layer));
    for (int unit = 0; unit < multipliers.length; unit++) {
      multipliers[unit] = 1f + deviation * Normal.ofWord(word(sample, layer, unit));
    }
  }

  /** A random word for each unit; units are asked for in order, so blocks are drawn once. */
  private int word(int sample, int layer, int unit) {
    int lane = unit % block.length;
    if (lane == 0) {
      streams.block(block, Purpose.MONTE_CARLO, 0, 0, sample, layer, unit / block.length);
    }
    return block[lane];
  }
}
