package org.sparkdropout.train;

import java.util.List;

/** Splits an epoch's wall-clock time into steps and everything else in its rounds. */
final class Stopwatch {
  private final long began = System.nanoTime();
  private long last = began;
  private double stepSeconds;

  /** A round has just ended: counts the steps of its slowest replica. */
  void round(List<ReplicaReport> reports) {
    stepSeconds += reports.stream().mapToDouble(ReplicaReport::seconds).max().orElse(0);
    last = System.nanoTime();
  }

  double seconds() {
    return (last - began) * 1e-9;
  }

  double stepSeconds() {
    return stepSeconds;
  }

  double averagingSeconds() {
    return Math.max(0, seconds() - stepSeconds);
  }
}
