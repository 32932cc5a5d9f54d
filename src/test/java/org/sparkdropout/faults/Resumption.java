package org.sparkdropout.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkdropout.checkpoint.CheckpointInterval;
import org.sparkdropout.testing.SubmittedJob;

/** Where a job that was started again went on. */
final class Resumption {
  private static final Pattern EPOCH = Pattern.compile("(?m)^epoch +(\\d+) of ");
  private static final Pattern GOING_ON =
      Pattern.compile("Going on from a checkpoint (after epoch (\\d+).*)");

  private Resumption() {}

  /**
   * Checks that it lost no more than the epochs between two checkpoints, if epochs are counted.
   *
   * @return where it went on, for the table
   * @throws IllegalStateException if it lost more
   */
  static String check(String interval, SubmittedJob stopped, SubmittedJob resumed) {
    Matcher epoch = EPOCH.matcher(stopped.text());
    int done = 0;
    while (epoch.find()) {
      done = Integer.parseInt(epoch.group(1));
    }
    Matcher goingOn = GOING_ON.matcher(resumed.text());
    boolean found = goingOn.find();
    int kept = found ? Integer.parseInt(goingOn.group(2)) : 0;
    int between = CheckpointInterval.parse(interval).orElseThrow().epochs();
    if (between > 0 && kept < done - between) {
      throw new IllegalStateException(
          "A run with a checkpoint every %s that stops after epoch %d must go on from there. It went on after epoch %d: %s"
              .formatted(interval, done, kept, resumed.text()));
    }
    return found ? "resumed " + goingOn.group(1) : "begun again, no checkpoint yet";
  }
}
