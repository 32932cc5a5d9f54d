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
   * @param residual score - target
   * @return at least 0
   */
  double loss(double residual);

  /**
   * The derivative of the loss by the score.
   *
   * @param residual score - target
   * @return where the loss has a corner, any value between those on both sides
   */
  double slope(double residual);
}
