package org.sparkdropout.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

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
}
