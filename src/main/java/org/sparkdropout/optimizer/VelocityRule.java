package org.sparkdropout.optimizer;

/**
 * A rule whose first array is a velocity, momentum x itself - rate x gradient, that is added to the
 * weights. The matrix product that gives a gradient computes just that, so no gradient is ever
 * written down: it rides in the backward pass, and {@link #move} gets the velocity as it is after
 * the step.
 */
interface VelocityRule extends UpdateRule {
  /**
   * The learning rate of the step that has begun.
   *
   * @return at least 0
   */
  float rate();

  /**
   * The momentum of the step that has begun.
   *
   * @return in [0, 1)
   */
  float momentum();

  @Override
  default void move(
      float[] values, float[][] arrays, float[] velocity, int from, int to, float decay) {
    UpdateRule.shrink(values, from, to, rate() * decay);
    for (int i = from; i < to; i++) {
      values[i] += velocity[i];
    }
  }
}
