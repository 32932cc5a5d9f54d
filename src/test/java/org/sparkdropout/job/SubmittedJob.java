package org.sparkdropout.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A job started by its script, in processes of its own, on the built jar and the embedded Spark.
 *
 * @param code its exit code
 * @param text all it printed
 */
record SubmittedJob(int code, String text) {
  /** Runs a job on the embedded Spark. */
  static SubmittedJob run(Path workingFolder, String job, List<String> arguments) {
    return run(workingFolder, Optional.empty(), job, arguments);
  }

  /** Runs a job on an installed Spark, if one is given. */
  static SubmittedJob run(
      Path workingFolder, Optional<Path> sparkHome, String job, List<String> arguments) {
    return start(workingFolder, sparkHome, job, arguments).end();
  }

  /** Starts a job; the script becomes the JVM of the driver. */
  static Running start(
      Path workingFolder, Optional<Path> sparkHome, String job, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("jobs", job).toAbsolutePath().toString());
    command.addAll(arguments);
    try {
      Path log = Files.createTempFile(workingFolder, job, ".log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
      builder.environment().remove("SPARK_HOME");
      sparkHome.ifPresent(home -> builder.environment().put("SPARK_HOME", home.toString()));
      builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
      builder.environment().put("SPARK_DRIVER_MEMORY", "1g");
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new Running(builder.start(), log);
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
  record Running(Process process, Path log) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Waits for the end; ends a job that takes too long. */
    SubmittedJob end() {
      await(() -> !process.isAlive());
      process.destroyForcibly().onExit().join();
      return new SubmittedJob(process.exitValue(), text());
    }

    /** Waits until the job prints a text, or ends. */
    void awaitText(String text) {
      await(() -> text().contains(text) || !process.isAlive());
    }

    private String text() {
      try {
        return Files.readString(log, StandardCharsets.UTF_8);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private static void await(BooleanSupplier holds) {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (!holds.getAsBoolean() && Instant.now().isBefore(deadline)) {
        try {
          TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException interruption) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("Interrupted while a job ran", interruption);
        }
      }
    }
  }

  /** The digest of the weights that job train prints. */
  String digest() {
    String key = "Weights (SHA-256): ";
    return text.substring(text.indexOf(key) + key.length()).lines().findFirst().orElseThrow();
  }
}
