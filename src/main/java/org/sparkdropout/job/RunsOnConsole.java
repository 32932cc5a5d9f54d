package org.sparkdropout.job;

import org.sparkdropout.compare.Arm;
import org.sparkdropout.compare.Comparison;
import org.sparkdropout.train.TrainingListener;

/** Tells on the console which run of a comparison is trained. Not thread-safe. */
final class RunsOnConsole implements Comparison.Observer {
  private final JobConsole console;
  private final int runs;
  private int begun;

  RunsOnConsole(JobConsole console, int runs) {
    this.console = console;
    this.runs = runs;
  }

  @Override
  public TrainingListener begins(Arm arm, long seed) {
    begun++;
    console.endProgress();
    console.say("Run %d of %d: %s, seed %d".formatted(begun, runs, arm.name(), seed));
    return console.progress();
  }
}
