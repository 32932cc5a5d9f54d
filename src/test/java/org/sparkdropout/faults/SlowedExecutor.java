package org.sparkdropout.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.sparkdropout.testing.Worker;

/**
 * Slows an executor tenfold: it stands still for nine tenths of every fifth of a second, for some
 * seconds. Speculation is on.
 */
final class SlowedExecutor implements Fault {
  private static final Duration STILL = Duration.ofMillis(180);
  private static final Duration RUNNING = Duration.ofMillis(20);

  @Override
  public List<String> sparkOptions(Scene scene) {
    return List.of(
        "--conf", "spark.speculation=true",
        "--conf", "spark.speculation.interval=50ms",
        "--conf", "spark.speculation.quantile=0.5");
  }

  @Override
  public String strike(Scene scene) {
    Worker worker = scene.anyWorker();
    ProcessHandle executor = worker.awaitExecutor();
    Duration time = scene.between(Duration.ofSeconds(3), Duration.ofSeconds(8));
    Instant end = Instant.now().plus(time);
    scene.after(Duration.ZERO, () -> slow(executor, end));
    return "executor of %s slowed tenfold for %.1f s"
        .formatted(worker.name(), time.toMillis() / 1000.0);
  }

  private static void slow(ProcessHandle executor, Instant end) throws IOException {
    try {
      while (executor.isAlive() && Instant.now().isBefore(end)) {
        signal("-STOP", executor);
        Thread.sleep(STILL.toMillis());
        signal("-CONT", executor);
        Thread.sleep(RUNNING.toMillis());
      }
    } catch (InterruptedException runEnds) {
      Thread.currentThread().interrupt();
    } finally {
      signal("-CONT", executor);
    }
  }

  /** What the executor does not get, since it is gone, does not matter. */
  private static void signal(String signal, ProcessHandle executor) throws IOException {
    new ProcessBuilder("kill", signal, Long.toString(executor.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Override
  public Pattern cause() {
    return Pattern.compile("ExecutorLostFailure|FetchFailed");
  }
}
