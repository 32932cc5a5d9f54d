package org.sparkdropout.compare;

import java.util.List;
import org.sparkdropout.ml.RunFigures;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingPlan;

/**
 * Where the time of a run's rounds went. Validation and checkpoints, between rounds, are not in it.
 *
 * @param rounds that were trained
 * @param stepSeconds time in steps, of the slowest replica of each round
 * @param averagingSeconds the rest of the rounds: sending the weights, starting tasks, waiting,
 *     collecting, averaging
 */
public record RoundTimes(long rounds, double stepSeconds, double averagingSeconds) {
  static RoundTimes of(RunFigures run) {
    List<EpochRecord> history = run.history();
    long steps =
        TrainingPlan.stepsPerEpoch(
            Math.max(1, run.trainingRows()), run.replicas(), run.batchSize());
    long roundsPerEpoch = (steps - 1) / run.averagingInterval() + 1;
    return new RoundTimes(
        history.size() * roundsPerEpoch,
        history.stream().mapToDouble(EpochRecord::stepSeconds).sum(),
        history.stream().mapToDouble(EpochRecord::averagingSeconds).sum());
  }

  /**
   * The mean time of a round; the page asks it.
   *
   * @return NaN without rounds
   */
  public double millisecondsPerRound() {
    return 1000 * (stepSeconds + averagingSeconds) / rounds;
  }
}
