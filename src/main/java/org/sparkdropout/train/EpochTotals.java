package org.sparkdropout.train;

import java.util.List;
import org.sparkdropout.head.Tally;

/**
 * The sums of an epoch's rounds so far. Immutable but for the tally, which nobody adds to.
 *
 * @param rounds how many are done
 * @param tally of the examples trained on
 * @param stepSeconds time in steps, of the slowest replica of each round
 * @param roundSeconds wall-clock time of the rounds
 */
public record EpochTotals(int rounds, Tally tally, double stepSeconds, double roundSeconds) {
  /** The sums before the first round. */
  static EpochTotals none() {
    return new EpochTotals(0, new Tally(), 0, 0);
  }

  /** With one more round. */
  EpochTotals plus(List<ReplicaReport> reports, double seconds) {
    Tally sum = new Tally();
    sum.add(tally);
    reports.forEach(report -> sum.add(report.tally()));
    double slowest = reports.stream().mapToDouble(ReplicaReport::seconds).max().orElse(0);
    return new EpochTotals(rounds + 1, sum, stepSeconds + slowest, roundSeconds + seconds);
  }

  double samplesPerSecond() {
    return tally.examples() / roundSeconds;
  }

  double averagingSeconds() {
    return Math.max(0, roundSeconds - stepSeconds);
  }
}
