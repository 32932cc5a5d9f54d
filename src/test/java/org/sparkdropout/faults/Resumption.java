package org.sparkdropout.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkdropout.testing.SubmittedJob;

/** Where a job that was started again went on. */
final class Resumption {
  private static final Pattern EPOCH = Pattern.compile("(?m)^epoch +(\\d+) of ");
  private static final Pattern GOING_ON =
      Pattern.compile("Going on from a checkpoint: (\\d+) epochs are done");

  private Resumption() {}

  /**
   * Checks that it lost no more than lies between two checkpoints.
   *
   * @return where it went on, for the table
   * @throws IllegalStateException if it lost more
   */
  static String check(Training training, SubmittedJob stopped, SubmittedJob resumed) {
    int done = last(EPOCH, stopped.text());
    int kept = last(GOING_ON, resumed.text());
    if (kept < done - training.checkpointEpochs()) {
      throw new IllegalStateException(
          "A run with checkpoints every %d epochs that stops after epoch %d must go on. It went on after %d: %s"
              .formatted(training.checkpointEpochs(), done, kept, resumed.text()));
    }
    return "resumed after epoch " + kept;
  }

  private static int last(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    int last = 0;
    while (matcher.find()) {
      last = Integer.parseInt(matcher.group(1));
    }
    return last;
  }
}
