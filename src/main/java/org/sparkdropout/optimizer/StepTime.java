package org.sparkdropout.optimizer;

/**
 * When a step is taken. Pure arithmetic on the names of steps, so that a schedule depends neither
 * on how many replicas there are nor on which of them asks.
 *
 * @param epoch counted from 0
 * @param step within the epoch, counted from 0
 * @param stepsPerEpoch of the replica with the largest shard, at least 1
 */
public record StepTime(int epoch, int step, int stepsPerEpoch) {
  /**
   * The time in epochs.
   *
   * @return since the start of training, at least 0
   */
  public double epochs() {
    return epoch + (double) step / stepsPerEpoch;
  }

  /**
   * How many steps came before.
   *
   * @return since the start of training, at least 0
   */
  public long stepsBefore() {
    return (long) epoch * stepsPerEpoch + step;
  }
}
