package org.sparkdropout.job;

import org.sparkdropout.compare.Arm;
import org.sparkdropout.compare.Comparison;
import org.sparkdropout.compare.RunReport;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.train.TrainingListener;

/** Tells on the console which run of a comparison is trained. Not thread-safe. */
final class RunsOnConsole implements Comparison.Observer {
  private final JobConsole console;
  private final ErrorMeasure measure;
  private final int runs;
  private int begun;

  RunsOnConsole(JobConsole console, ErrorMeasure measure, int runs) {
    this.console = console;
    this.measure = measure;
    this.runs = runs;
  }

  @Override
  public TrainingListener begins(Arm arm, long seed) {
    begun++;
    console.endProgress();
    console.say("Run %d of %d: %s, seed %d".formatted(begun, runs, arm.name(), seed));
    return console.progress();
  }

  @Override
  public void ended(Arm arm, RunReport run) {
    console.endProgress();
    console.say(
        "  test %s %s, train %s, %.1f s"
            .formatted(
                measure,
                measure.figure(run.test().error()),
                measure.figure(run.train().error()),
                run.seconds()));
  }

  @Override
  public void diverged(Arm arm, long seed) {
    console.endProgress();
    console.warn(
        "%s diverged with seed %d, and is left out of the comparison".formatted(arm.name(), seed));
  }
}
