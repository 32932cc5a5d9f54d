package org.sparkdropout.train;

import java.io.Serializable;

/**
 * The driver's step from the weights before a round towards the average after it: Nesterov momentum
 * on the difference (Douillard et al. 2023, "DiLoCo", algorithm 1).
 *
 * @param learningRate the factor of the step, greater than 0
 * @param momentum in [0, 1)
 */
public record OuterStep(double learningRate, double momentum) implements Serializable {
  /** Takes the average as it is. */
  public static final OuterStep AVERAGE = new OuterStep(1, 0);

  /**
   * Whether this takes the average as it is.
   *
   * @return true if learning rate is 1 and momentum 0
   */
  boolean plain() {
    return learningRate == 1 && momentum == 0;
  }

  /** The velocity at the start of a run; empty if {@link #plain()}. */
  float[] restingVelocity(int parameters) {
    return new float[plain() ? 0 : parameters];
  }

  /**
   * Takes the step.
   *
   * @param average in: the average after the round; out: the weights of the next round
   * @param start the weights before the round
   * @param outerVelocity in and out: the outer momentum's velocity; not read if {@link #plain()}
   */
  void apply(float[] average, float[] start, float[] outerVelocity) {
    if (plain()) {
      return;
    }
    for (int i = 0; i < average.length; i++) {
      double difference = (double) average[i] - start[i];
      double velocity = momentum * outerVelocity[i] + difference;
      outerVelocity[i] = (float) velocity;
      average[i] = (float) (start[i] + learningRate * (difference + momentum * velocity));
    }
  }
}
