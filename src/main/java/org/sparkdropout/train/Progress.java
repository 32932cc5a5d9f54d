package org.sparkdropout.train;

/**
 * Where a run stands after a round.
 *
 * @param epoch counted from 1
 * @param epochs in all
 * @param round within the epoch, counted from 1
 * @param rounds in an epoch
 * @param loss mean training loss of the epoch so far, in nats
 * @param error share of wrong predictions of the epoch so far, in [0, 1]
 * @param samplesPerSecond of the epoch so far
 * @param stepSeconds time in steps, of the slowest replica of each round of the epoch so far
 * @param averagingSeconds the rest of those rounds
 */
public record Progress(
    int epoch,
    int epochs,
    int round,
    int rounds,
    double loss,
    double error,
    double samplesPerSecond,
    double stepSeconds,
    double averagingSeconds) {
  /**
   * The rounds since the start of the run.
   *
   * @return at least 1
   */
  public long roundsDone() {
    return (epoch - 1L) * rounds + round;
  }

  /**
   * The rounds of the run, if it does not stop early.
   *
   * @return at least 1
   */
  public long roundsInAll() {
    return (long) epochs * rounds;
  }

  /**
   * The share of all rounds that are done.
   *
   * @return in (0, 1]
   */
  public double done() {
    return (double) roundsDone() / roundsInAll();
  }
}
