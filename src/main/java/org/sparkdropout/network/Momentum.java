package org.sparkdropout.network;

import java.io.Serializable;

/**
 * Momentum over time: a linear ramp, then constant.
 *
 * @param kind classical or Nesterov
 * @param initial at time 0, in [0, 1); used only while ramping
 * @param last after the ramp, in [0, 1)
 * @param rampEpochs the length of the ramp in epochs; 0 means no ramp
 */
public record Momentum(Kind kind, double initial, double last, double rampEpochs)
    implements Serializable {
  /** Where the gradient is taken. */
  public enum Kind {
    /** v = momentum x v - rate x gradient; w += v (Polyak 1964). */
    CLASSICAL,
    /**
     * The same with the gradient taken at w + momentum x v (Sutskever et al. 2013, equations 3 and
     * 4). The stored weights are those look-ahead ones.
     */
    NESTEROV
  }

  /**
   * The momentum at a time.
   *
   * @param time in epochs, at least 0
   * @return in [0, 1)
   */
  public double at(double time) {
    if (time >= rampEpochs) {
      return last;
    }
    return initial + (last - initial) * (time / rampEpochs);
  }
}
