package org.sparkdropout.job;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A job started by its script, in processes of its own, on the built jar and the embedded Spark.
 *
 * @param code its exit code
 * @param text all it printed
 */
record SubmittedJob(int code, String text) {
  private static final long MINUTES = 5;

  /** Runs a job on the embedded Spark. */
  static SubmittedJob run(Path workingFolder, String job, List<String> arguments) {
    return run(workingFolder, Optional.empty(), job, arguments);
  }

  /** Runs a job on an installed Spark, if one is given. */
  static SubmittedJob run(
      Path workingFolder, Optional<Path> sparkHome, String job, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("jobs", job).toAbsolutePath().toString());
    command.addAll(arguments);
    try {
      File log = Files.createTempFile(workingFolder, job, ".log").toFile();
      ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
      builder.environment().remove("SPARK_HOME");
      sparkHome.ifPresent(home -> builder.environment().put("SPARK_HOME", home.toString()));
      builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
      builder.environment().put("SPARK_DRIVER_MEMORY", "1g");
      Process process = builder.redirectErrorStream(true).redirectOutput(log).start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      String text = Files.readString(log.toPath(), StandardCharsets.UTF_8);
      return new SubmittedJob(process.exitValue(), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a job ran", interruption);
    }
  }

  /** The digest of the weights that job train prints. */
  String digest() {
    String key = "Weights (SHA-256): ";
    return text.substring(text.indexOf(key) + key.length()).lines().findFirst().orElseThrow();
  }
}
