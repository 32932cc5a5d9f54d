package org.sparkdropout.job;

import org.sparkdropout.compare.Arm;
import org.sparkdropout.compare.Comparison;
import org.sparkdropout.train.TrainingListener;

/** Tells on the console which trial of tuning is trained. Not thread-safe. */
final class TrialsOnConsole implements Comparison.Observer {
  private final JobConsole console;
  private final int trials;
  private int begun;

  TrialsOnConsole(JobConsole console, int trials) {
    this.console = console;
    this.trials = trials;
  }

  @Override
  public TrainingListener begins(Arm arm, long seed) {
    begun++;
    console.endProgress();
    console.say("Trial %d, at most %d: %s".formatted(begun, trials, arm.name()));
    return console.progress();
  }
}
