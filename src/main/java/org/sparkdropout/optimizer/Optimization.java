package org.sparkdropout.optimizer;

import java.io.Serializable;

/**
 * How a network is updated: an optimiser, its rate over time, and what keeps weights small.
 *
 * @param learningRate the rate over time
 * @param optimizer what turns gradients into steps
 * @param maxNorm the largest Euclidean length of a hidden unit's incoming weights (Srivastava et
 *     al. 2014, section 5.1), biases not counted; 0 for no bound
 * @param l2 the factor of half the squared weights in the loss, biases not counted; 0 for none
 * @param weightDecay how much of each weight a step takes away, as a factor of the learning rate,
 *     biases not counted (Loshchilov and Hutter 2019, "Decoupled weight decay regularization",
 *     algorithm 1); 0 for none
 * @param gradientClip the largest Euclidean length of the whole gradient of the loss, L2 not
 *     counted; 0 for no bound
 */
public record Optimization(
    LearningRate learningRate,
    Optimizer optimizer,
    double maxNorm,
    double l2,
    double weightDecay,
    double gradientClip)
    implements Serializable {
  /**
   * Whether there is a bound on the length of incoming weights.
   *
   * @return true if max-norm is above 0
   */
  public boolean boundsNorm() {
    return maxNorm > 0;
  }
}
