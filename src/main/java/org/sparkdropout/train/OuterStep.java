package org.sparkdropout.train;

import java.io.Serializable;

/**
 * The driver's step from the weights before a round towards the average after it: Nesterov momentum
 * on the difference (Douillard et al. 2023, "DiLoCo", algorithm 1).
 *
 * <p>With momentum m the step goes learningRate / (1 - m) times as far as the average in the long
 * run. Here we depart from the paper: in a warm-up that factor grows evenly with time, from 1 or
 * from the learning rate if that is larger. The momentum is what the factor asks for.
 *
 * @param learningRate the factor of the step, greater than 0
 * @param momentum in [0, 1), once the warm-up is over
 * @param warmupEpochs how long the warm-up is, at least 0; 0 for none
 */
public record OuterStep(double learningRate, double momentum, double warmupEpochs)
    implements Serializable {
  /** Takes the average as it is. */
  public static final OuterStep AVERAGE = new OuterStep(1, 0);

  /**
   * A step without a warm-up.
   *
   * @param learningRate the factor of the step, greater than 0
   * @param momentum in [0, 1)
   */
  public OuterStep(double learningRate, double momentum) {
    this(learningRate, momentum, 0);
  }

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
   * The momentum after a round.
   *
   * @param epochs since the run began, up to the start of the round
   */
  double momentumAt(double epochs) {
    if (epochs >= warmupEpochs) {
      return momentum;
    }
    double factor = 1 + (learningRate / (1 - momentum) - 1) * epochs / warmupEpochs;
    return Math.max(0, Math.min(momentum, 1 - learningRate / factor));
  }

  /**
   * Takes the step.
   *
   * @param average in: the average after the round; out: the weights of the next round
   * @param start the weights before the round
   * @param outerVelocity in and out: the outer momentum's velocity; not read if {@link #plain()}
   * @param epochs since the run began, up to the start of the round
   */
  void apply(float[] average, float[] start, float[] outerVelocity, double epochs) {
    if (plain()) {
      return;
    }
    double kept = momentumAt(epochs);
    for (int i = 0; i < average.length; i++) {
      double difference = (double) average[i] - start[i];
      double velocity = kept * outerVelocity[i] + difference;
      outerVelocity[i] = (float) velocity;
      average[i] = (float) (start[i] + learningRate * (difference + kept * velocity));
    }
  }
}
