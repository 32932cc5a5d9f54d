package org.sparkdropout.train;

import java.io.Serializable;
import org.sparkdropout.optimizer.StepTime;

/**
 * The steps between two averages, of one epoch.
 *
 * @param epoch counted from 0
 * @param firstStep the first step of the round within the epoch, counted from 0
 * @param steps the most steps a replica takes; one whose shard is used up earlier takes fewer
 * @param stepsPerEpoch the steps of the replica with the largest shard, for the schedules
 */
public record Round(int epoch, int firstStep, int steps, int stepsPerEpoch)
    implements Serializable {
  /**
   * The time of a step.
   *
   * @param step within the epoch
   * @return when it is taken
   */
  public StepTime time(int step) {
    return new StepTime(epoch, step, stepsPerEpoch);
  }
}
