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
 * A Spark standalone cluster on loopback: a master and workers, each a process of its own, on ports
 * the system chooses.
 *
 * <p>Runs the embedded Spark that the build puts below {@code target/spark}. The logs of all
 * processes and the executors' work folders lie in the folder given at the start. Closing it ends
 * the processes and what they started.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern MASTER_URL =
      Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private String master = "";

  private StandaloneCluster(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts a cluster and waits until every worker has registered.
   *
   * @param workers at least 1, one core and 1 GB each
   * @param folder an existing folder for logs and work
   * @return the running cluster
   * @throws IllegalStateException if the embedded Spark is missing, a process ends, or a worker
   *     does not register within a minute
   */
  public static StandaloneCluster start(int workers, Path folder) {
    StandaloneCluster cluster = new StandaloneCluster(folder.toAbsolutePath());
    try {
      cluster.startMaster();
      for (int worker = 1; worker <= workers; worker++) {
        cluster.startWorker("worker-" + worker);
      }
      for (int worker = 1; worker <= workers; worker++) {
        cluster.await("worker-" + worker, REGISTERED);
      }
      return cluster;
    } catch (RuntimeException failure) {
      cluster.close();
      throw failure;
    }
  }

  /**
   * The address of the master.
   *
   * @return such as {@code spark://127.0.0.1:40123}
   */
  public String master() {
    return master;
  }

  /**
   * The embedded Spark, as {@code SPARK_HOME}.
   *
   * @return the folder that holds {@code jars}
   * @throws IllegalStateException if it has not been built
   */
  public static Path sparkHome() {
    Path home = Path.of(System.getProperty("sparkdropout.spark.home", "target/spark"));
    if (!Files.isDirectory(home.resolve("jars"))) {
      throw new IllegalStateException(
          "The embedded Spark must be built. Missing: "
              + home.resolve("jars")
              + ". Run mvn -DskipTests package");
    }
    return home.toAbsolutePath();
  }

  private void startMaster() {
    start("master", "org.apache.spark.deploy.master.Master", List.of());
    master = await("master", MASTER_URL).group(1);
  }

  private void startWorker(String name) {
    String work = folder.resolve(name).toString();
    start(
        name,
        "org.apache.spark.deploy.worker.Worker",
        List.of("--cores", "1", "--memory", "1g", "--work-dir", work, master));
  }

  private void start(String name, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", sparkHome().resolve("jars") + "/*", mainClass));
    command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log(name).toFile());
    builder.environment().put("SPARK_HOME", sparkHome().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    try {
      processes.add(builder.start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private Matcher await(String name, Pattern line) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      String log = read(log(name));
      Matcher matcher = line.matcher(log);
      if (matcher.find()) {
        return matcher;
      }
      boolean ended = !processes.stream().allMatch(Process::isAlive);
      if (ended || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "The " + name + " must log '" + line + "' within " + PATIENCE + ". Its log: " + log);
      }
      pause();
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the cluster started", interruption);
    }
  }

  /** Ends workers, executors and master; returns when they are gone. */
  @Override
  public void close() {
    for (int last = processes.size() - 1; last >= 0; last--) {
      Process process = processes.get(last);
      List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
      tree.add(process.toHandle());
      tree.forEach(ProcessHandle::destroyForcibly);
      tree.forEach(handle -> handle.onExit().join());
    }
  }
}
