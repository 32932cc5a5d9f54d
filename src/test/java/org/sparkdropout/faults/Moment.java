package org.sparkdropout.faults;

import java.time.Duration;
import java.util.Random;
import org.sparkdropout.testing.SubmittedJob;

/**
 * A moment of training.
 *
 * @param epochs finished before it, all but one at most
 * @param beyond how long after the last of them, or after the start
 */
record Moment(int epochs, Duration beyond) {
  /** Any moment between the start and some point in the last epoch. */
  static Moment any(Training training, Random random) {
    return new Moment(
        random.nextInt(training.epochs() - 1), Duration.ofMillis(random.nextInt(500)));
  }

  /** Waits for it; returns early if the job ends. */
  void await(SubmittedJob.Running job) {
    job.awaitText(epochs == 0 ? "\nTraining " : "\nepoch %3d of".formatted(epochs));
    Pause.of(beyond);
  }

  @Override
  public String toString() {
    return "epoch %d + %.1f s".formatted(epochs, beyond.toMillis() / 1000.0);
  }
}
