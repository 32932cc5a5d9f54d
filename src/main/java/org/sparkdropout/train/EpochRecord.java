package org.sparkdropout.train;

import java.util.Optional;

/**
 * What an epoch did.
 *
 * @param epoch counted from 1
 * @param loss weighted mean cross-entropy of the thinned networks over the epoch's steps, in nats
 * @param error their weighted share of wrong predictions, in [0, 1]
 * @param validation how the exported form of the network did at the end of the epoch, if there are
 *     validation rows
 * @param learningRate at the start of the epoch
 * @param samplesPerSecond examples trained on, by the wall clock of the epoch's rounds
 * @param stepSeconds time in steps, of the slowest replica of each round
 * @param averagingSeconds the rest of the rounds: broadcast, scheduling, collecting, averaging
 */
public record EpochRecord(
    int epoch,
    double loss,
    double error,
    Optional<Validation> validation,
    double learningRate,
    double samplesPerSecond,
    double stepSeconds,
    double averagingSeconds) {
  /**
   * The wall-clock time of the epoch's rounds.
   *
   * @return the sum of both parts
   */
  public double seconds() {
    return stepSeconds + averagingSeconds;
  }
}
