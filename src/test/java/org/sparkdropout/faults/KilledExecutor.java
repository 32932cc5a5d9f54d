package org.sparkdropout.faults;

import java.util.regex.Pattern;
import org.sparkdropout.testing.Worker;

/** Kills an executor, as the kernel does where memory is short. */
final class KilledExecutor implements Fault {
  @Override
  public String strike(Scene scene) {
    Worker worker = scene.anyWorker();
    worker.awaitExecutor().destroyForcibly();
    return "executor of " + worker.name() + " killed";
  }

  @Override
  public Pattern cause() {
    return Pattern.compile("ExecutorLostFailure|FetchFailed");
  }
}
