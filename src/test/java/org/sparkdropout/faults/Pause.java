package org.sparkdropout.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting. */
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", interruption);
    }
  }

  /**
   * Waits until something holds.
   *
   * @throws IllegalStateException if it does not within the time
   */
  static void until(String what, Duration time, BooleanSupplier holds) {
    Instant deadline = Instant.now().plus(time);
    while (!holds.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(what + " within " + time.toSeconds() + " s");
      }
      of(Duration.ofMillis(20));
    }
  }
}
