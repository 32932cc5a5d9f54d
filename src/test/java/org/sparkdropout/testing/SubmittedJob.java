package org.sparkdropout.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A job started by its script, in processes of its own, on the built jar and the embedded Spark.
 *
 * @param code its exit code
 * @param text all it printed
 */
public record SubmittedJob(int code, String text) {
  /**
   * Runs a job on the embedded Spark.
   *
   * @param workingFolder where it runs and its log lies
   * @param job such as {@code train}
   * @param arguments of its script
   * @return what came of it
   */
  public static SubmittedJob run(Path workingFolder, String job, List<String> arguments) {
    return run(workingFolder, Optional.empty(), job, arguments);
  }

  /**
   * Runs a job on an installed Spark, if one is given.
   *
   * @param workingFolder where it runs and its log lies
   * @param sparkHome the installed Spark
   * @param job such as {@code train}
   * @param arguments of its script
   * @return what came of it
   */
  public static SubmittedJob run(
      Path workingFolder, Optional<Path> sparkHome, String job, List<String> arguments) {
    Map<String, String> environment =
        sparkHome.map(home -> Map.of("SPARK_HOME", home.toString())).orElse(Map.of());
    return start(workingFolder, environment, job, arguments).end();
  }

  /**
   * Starts a job; the script becomes the JVM of the driver.
   *
   * @param workingFolder where it runs and its log lies
   * @param environment variables beside those of this process and those that tests need
   * @param job such as {@code train}
   * @param arguments of its script
   * @return the running job
   */
  public static Running start(
      Path workingFolder, Map<String, String> environment, String job, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("jobs", job).toAbsolutePath().toString());
    command.addAll(arguments);
    try {
      Path log = Files.createTempFile(workingFolder, job, ".log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
      builder.environment().remove("SPARK_HOME");
      builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
      builder.environment().put("SPARK_DRIVER_MEMORY", "1g");
      // A job of seconds is over before a second compiler pays.
      builder.environment().put("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1");
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new Running(Leftovers.add(builder.start()), log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A job that has been started.
   *
   * @param process the driver
   * @param log the file of all it prints
   */
  public record Running(Process process, Path log) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Waits for the end.
     *
     * @return what came of the job
     * @throws IllegalStateException if it has not ended after five minutes, and is killed
     */
    public SubmittedJob end() {
      await("end", () -> !process.isAlive());
      return new SubmittedJob(process.exitValue(), text());
    }

    /**
     * Waits until the job prints a text, or ends.
     *
     * @param text what to look for
     * @throws IllegalStateException if neither happens within five minutes; the job is killed
     */
    public void awaitText(String text) {
      await("print " + text, () -> !process.isAlive() || text().contains(text));
    }

    /**
     * All it has printed.
     *
     * @return in UTF-8
     */
    public String text() {
      try {
        return Files.readString(log, StandardCharsets.UTF_8);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private void await(String what, BooleanSupplier holds) {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (!holds.getAsBoolean()) {
        if (Instant.now().isAfter(deadline)) {
          Leftovers.kill(process);
          throw new IllegalStateException(
              "The job must %s within %s. It printed: %s".formatted(what, PATIENCE, text()));
        }
        pause();
      }
    }

    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException interruption) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while a job ran", interruption);
      }
    }
  }

  /**
   * The digest of the weights that job train prints.
   *
   * @return 64 hexadecimal digits
   * @throws IllegalStateException if it printed none
   */
  public String digest() {
    String key = "Weights (SHA-256): ";
    int at = text.indexOf(key);
    if (at < 0) {
      throw new IllegalStateException(
          "The job must print '%s'. It printed: %s".formatted(key, text));
    }
    return text.substring(at + key.length()).lines().findFirst().orElseThrow();
  }
}
