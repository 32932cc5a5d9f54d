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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of the embedded Spark and its log.
 *
 * @param process started, perhaps dead
 * @param log all it prints
 */
record ClusterProcess(Process process, Path log) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Starts a main class, with options that let it start fast. */
  static ClusterProcess start(Place place, Path log, List<String> mainAndArguments) {
    List<String> command = new ArrayList<>(place.entrance());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // Heartbeats that stay away for so many seconds are a lost worker.
    command.add("-Dspark.worker.timeout=20");
    command.addAll(List.of("-cp", StandaloneCluster.sparkHome().resolve("jars") + "/*"));
    command.addAll(mainAndArguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", StandaloneCluster.sparkHome().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", place.address());
    builder.environment().putAll(place.environment());
    try {
      return new ClusterProcess(Leftovers.add(builder.start()), log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Waits until the log holds a line. */
  Matcher await(Pattern line) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      boolean ended = !process.isAlive();
      Matcher matcher = line.matcher(read());
      if (matcher.find()) {
        return matcher;
      }
      if (ended || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "%s must hold '%s' within %s. It holds: %s".formatted(log, line, PATIENCE, read()));
      }
      pause();
    }
  }

  private String read() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the cluster started", interruption);
    }
  }
}
