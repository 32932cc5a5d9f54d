package org.sparkdropout.bench;

import java.util.List;

/**
 * The time of an epoch against the number of rows.
 *
 * @param epochs by rows, the largest last; that one says what is linear
 */
record GrowthTable(List<Epoch> epochs) {
  private static final double TOLERANCE = 0.1;
  private static final double MICROS = 1e6;

  /**
   * An epoch on one table.
   *
   * @param rows of the table
   * @param steps of a replica
   * @param rounds that they are in
   * @param stepSeconds time in steps, of the slowest replica of each round
   * @param averagingSeconds the rest of the rounds
   */
  record Epoch(long rows, int steps, int rounds, double stepSeconds, double averagingSeconds) {
    double seconds() {
      return stepSeconds + averagingSeconds;
    }

    /** Microseconds of a row. */
    double perRow(double seconds) {
      return MICROS * seconds / rows;
    }

    double stepMillis() {
      return 1e3 * stepSeconds / steps;
    }

    double averagingMillis() {
      return 1e3 * averagingSeconds / rounds;
    }
  }

  /** How many times as long a row takes as one of the largest table. */
  double ofLinear(Epoch epoch) {
    Epoch largest = epochs.get(epochs.size() - 1);
    return epoch.perRow(epoch.seconds()) / largest.perRow(largest.seconds());
  }

  /** A line a table, and one for each that is off by more than a tenth, which says why. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%12s %10s %10s %10s %14s %14s %12s %14s%n"
            .formatted(
                "rows",
                "seconds",
                "of linear",
                "us a row",
                "in steps",
                "in averaging",
                "ms a step",
                "ms a round*"));
    epochs.forEach(epoch -> text.append(line(epoch)));
    text.append("* beside its steps%n".formatted());
    epochs.stream()
        .filter(epoch -> Math.abs(ofLinear(epoch) - 1) > TOLERANCE)
        .forEach(epoch -> text.append(reason(epoch)));
    return text.toString();
  }

  private String line(Epoch epoch) {
    return "%,12d %,10.2f %10.3f %10.2f %14.2f %14.2f %12.2f %14.1f%n"
        .formatted(
            epoch.rows(),
            epoch.seconds(),
            ofLinear(epoch),
            epoch.perRow(epoch.seconds()),
            epoch.perRow(epoch.stepSeconds()),
            epoch.perRow(epoch.averagingSeconds()),
            epoch.stepMillis(),
            epoch.averagingMillis());
  }

  private String reason(Epoch epoch) {
    Epoch largest = epochs.get(epochs.size() - 1);
    double steps = epoch.perRow(epoch.stepSeconds()) - largest.perRow(largest.stepSeconds());
    double averaging =
        epoch.perRow(epoch.averagingSeconds()) - largest.perRow(largest.averagingSeconds());
    return "%,d rows are %.0f%% off linear: a row takes %+.2f us in averaging (%.1f steps a round against %.1f) and %+.2f us in steps (of %.1f rows, all replicas together, against %.1f)%n"
        .formatted(
            epoch.rows(),
            100 * Math.abs(ofLinear(epoch) - 1),
            averaging,
            (double) epoch.steps() / epoch.rounds(),
            (double) largest.steps() / largest.rounds(),
            steps,
            (double) epoch.rows() / epoch.steps(),
            (double) largest.rows() / largest.steps());
  }
}
