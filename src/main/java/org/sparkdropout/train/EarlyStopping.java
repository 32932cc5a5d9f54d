package org.sparkdropout.train;

import java.io.Serializable;

/**
 * When to stop before the last epoch.
 *
 * @param metric what is watched on the validation rows
 * @param patience epochs without an improvement before training stops and the best weights are
 *     restored; 0 means never
 */
public record EarlyStopping(Metric metric, int patience) implements Serializable {
  /** What is watched; both go down as a network improves. */
  public enum Metric {
    /** Mean cross-entropy. */
    LOSS,
    /** Share of wrong predictions. */
    ERROR
  }

  /** Never stops early. */
  public static final EarlyStopping NEVER = new EarlyStopping(Metric.LOSS, 0);

  /**
   * Whether training can stop early at all.
   *
   * @return true if patience is above zero
   */
  boolean enabled() {
    return patience > 0;
  }

  /**
   * The watched figure of an epoch.
   *
   * @param validation what the epoch's validation gave
   * @return a figure that goes down as the network improves
   */
  double watched(Validation validation) {
    return metric == Metric.LOSS ? validation.loss() : validation.error();
  }
}
