package org.sparkdropout.train;

import java.io.Serializable;

/**
 * An exponential moving average of the weights at the end of each round (Polyak and Juditsky 1992;
 * with a decay, as in Kingma and Ba 2015, section 7.2). It is scored and exported in place of the
 * last weights.
 *
 * <p>Weights of a step ago count {@code decay} times as much, whatever the length of rounds. Shares
 * are divided by their sum, so that the weights a run starts from do not count.
 *
 * @param decay in [0, 1); 0 for no average
 */
public record WeightAverage(double decay) implements Serializable {
  /** No average: the last weights are scored and exported. */
  public static final WeightAverage NONE = new WeightAverage(0);

  /**
   * Whether there is an average.
   *
   * @return true if the decay is above 0
   */
  public boolean isOn() {
    return decay > 0;
  }

  /** The average before the first round; empty without one. */
  float[] resting(float[] weights) {
    return isOn() ? weights.clone() : new float[0];
  }

  /**
   * Adds the weights after a round.
   *
   * @param average in and out; not read without an average
   * @param weights as they would be scored, or the same range of them
   * @param round that has ended
   */
  void add(float[] average, float[] weights, Round round) {
    if (!isOn()) {
      return;
    }
    double before = round.time(round.firstStep()).stepsBefore();
    double kept = StrictMath.pow(decay, round.steps());
    double share = (1 - kept) / (1 - StrictMath.pow(decay, before + round.steps()));
    for (int i = 0; i < average.length; i++) {
      average[i] = (float) (average[i] + share * ((double) weights[i] - average[i]));
    }
  }
}
