package org.sparkdropout.network;

import java.io.Serializable;

/**
 * How a network is updated: stochastic gradient descent with momentum and its regularisers.
 *
 * @param learningRate the rate over time
 * @param momentum the momentum over time
 * @param maxNorm the largest Euclidean length of a hidden unit's incoming weights (Srivastava et
 *     al. 2014, section 5.1), biases not counted; 0 for no bound
 * @param l2 the factor of half the squared weights in the loss, biases not counted; 0 for none
 * @param gradientClip the largest Euclidean length of the whole gradient of the loss, L2 not
 *     counted; 0 for no bound
 */
public record Optimization(
    LearningRate learningRate, Momentum momentum, double maxNorm, double l2, double gradientClip)
    implements Serializable {
  /**
   * Whether there is a bound on the length of incoming weights.
   *
   * @return true if max-norm is above 0
   */
  public boolean boundsNorm() {
    return maxNorm > 0;
  }

  /** Whether the momentum update can ride in the sgemm of the backward pass. */
  boolean ridesInBackward() {
    return gradientClip == 0 && momentum.kind() == Momentum.Kind.CLASSICAL;
  }
}
