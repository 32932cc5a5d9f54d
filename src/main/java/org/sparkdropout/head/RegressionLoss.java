package org.sparkdropout.head;

import java.io.Serializable;

/**
 * What a score costs that is off its target: the loss of one number. Immutable; travels to
 * executors.
 */
public interface RegressionLoss extends Serializable {
  /**
   * The loss.
   *
   * @param output the number of the score within its example
   * @param residual score - target
   * @return at least 0
   */
  double loss(int output, double residual);

  /**
   * The derivative of the loss by the score.
   *
   * @param output the number of the score within its example
   * @param residual score - target
   * @return where the loss has a corner, any value between those on both sides
   */
  double slope(int output, double residual);
}
