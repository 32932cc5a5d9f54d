package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.train.Progress;

/**
 * Where a run stands, as one line for a terminal. It says as much as the terminal's width allows;
 * what room is left becomes a bar.
 *
 * @param progress the run after its newest round
 * @param measure what its errors are
 * @param heldOut the error on held-out rows after the last epoch, in [0, 1], if rows are held out
 * @param secondsLeft until the last epoch ends
 */
record ProgressLine(
    Progress progress, ErrorMeasure measure, Optional<Double> heldOut, long secondsLeft) {
  private static final String GAP = "  ";
  private static final int SHORTEST_BAR = 10;
  private static final int LONGEST_BAR = 40;

  /** Indices into the parts, in the order in which a narrow terminal loses them. */
  private static final int[] LOSES = {4, 1, 3, 5, 2};

  /**
   * The line.
   *
   * @param width of the terminal, in characters
   * @return at most that many, unless even the number of the epoch is wider
   */
  String in(int width) {
    String line = joined(parts(true));
    if (line.length() > width) {
      List<String> parts = new ArrayList<>(parts(false));
      line = joined(parts);
      for (int lost = 0; lost < LOSES.length && line.length() > width; lost++) {
        parts.set(LOSES[lost], "");
        line = joined(parts);
      }
    }
    int bar = Math.min(LONGEST_BAR, width - line.length() - GAP.length() - 2);
    return bar < SHORTEST_BAR ? line : bar(bar) + GAP + line;
  }

  /** Epoch, loss, error, held-out error, speed, time left; empty if there is none. */
  private List<String> parts(boolean exact) {
    int digits = exact ? 2 : 1;
    return List.of(
        "epoch %d of %d".formatted(progress.epoch(), progress.epochs()),
        "loss " + decimals(progress.loss(), digits + 2),
        measure + " " + error(progress.error(), digits),
        heldOut.map(error -> "held out " + error(error, digits)).orElse(""),
        exact
            ? "%,.0f rows/s".formatted(progress.samplesPerSecond())
            : rounded(progress.samplesPerSecond()) + "/s",
        ProgressLines.clock(secondsLeft) + " left");
  }

  private static String joined(List<String> parts) {
    return String.join(GAP, parts.stream().filter(part -> !part.isEmpty()).toList());
  }

  private String bar(int cells) {
    int done = (int) Math.floor(cells * progress.done());
    return "[" + "=".repeat(done) + " ".repeat(cells - done) + "]";
  }

  private static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** With one digit less where there is no room. */
  private String error(double value, int digits) {
    return measure == ErrorMeasure.CLASSIFICATION_ERROR
        ? decimals(100 * value, digits) + "%"
        : measure.figure(value);
  }

  private static String rounded(double speed) {
    if (speed < 10_000) {
      return "%,.0f".formatted(speed);
    }
    return speed < 1e6 ? "%.0fk".formatted(speed / 1e3) : "%.1fM".formatted(speed / 1e6);
  }
}
