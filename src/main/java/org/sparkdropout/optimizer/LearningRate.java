package org.sparkdropout.optimizer;

import java.io.Serializable;

/**
 * The learning rate over time. Time is in epochs and moves on with every step, so a schedule does
 * not depend on the number of rows or replicas.
 *
 * @param schedule how it falls
 * @param initial the rate at time 0, greater than 0
 * @param decay how fast it falls, per epoch; ignored by {@link Schedule#CONSTANT} and {@link
 *     Schedule#LINEAR}
 * @param epochs when {@link Schedule#LINEAR} reaches zero
 */
public record LearningRate(Schedule schedule, double initial, double decay, int epochs)
    implements Serializable {
  /** How a learning rate falls. */
  public enum Schedule {
    /** initial. */
    CONSTANT,
    /** initial / (1 + decay x time). */
    INVERSE_TIME,
    /** initial x decay^time, with decay in (0, 1]. */
    EXPONENTIAL,
    /** initial x (1 - time / epochs). */
    LINEAR
  }

  /**
   * The rate at a time.
   *
   * @param time in epochs, at least 0 and below {@code epochs}
   * @return the learning rate, at least 0
   */
  public double at(double time) {
    return switch (schedule) {
      case CONSTANT -> initial;
      case INVERSE_TIME -> initial / (1 + decay * time);
      case EXPONENTIAL -> initial * StrictMath.pow(decay, time);
      case LINEAR -> initial * Math.max(0, 1 - time / epochs);
    };
  }
}
