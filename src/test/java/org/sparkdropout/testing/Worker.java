package org.sparkdropout.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A worker of a {@link StandaloneCluster}: one core and 1 GB. Thread-safe. */
public final class Worker {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");

  private final String name;
  private final Place place;
  private final Path folder;
  private final String master;
  private int starts;
  private ClusterProcess process;

  Worker(String name, Place place, Path folder, String master) {
    this.name = name;
    this.place =
        place.environment().isEmpty()
            ? place.withLocalFolder(folder.resolve(name + "-local"))
            : place;
    this.folder = folder;
    this.master = master;
    launch();
  }

  /**
   * Its name, after which its work folder and logs are named.
   *
   * @return such as {@code worker-1}
   */
  public String name() {
    return name;
  }

  /** Starts the worker, for the first time or after it was killed; does not wait. */
  public synchronized void start() {
    launch();
  }

  private void launch() {
    starts++;
    Path log = folder.resolve(starts == 1 ? name + ".log" : name + "-start-" + starts + ".log");
    process =
        ClusterProcess.start(
            place,
            log,
            List.of(
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                place.address(),
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                folder.resolve(name).toString(),
                master));
  }

  /**
   * Waits until the master knows it.
   *
   * @throws IllegalStateException if it ends or does not register within a minute
   */
  public synchronized void awaitRegistered() {
    process.await(REGISTERED);
  }

  /**
   * Its executors.
   *
   * @return those alive now: a worker starts no other processes
   */
  public synchronized List<ProcessHandle> executors() {
    return process.process().children().toList();
  }

  /**
   * Waits until it has an executor.
   *
   * @return one that is alive
   * @throws IllegalStateException if it has none within a minute
   */
  public ProcessHandle awaitExecutor() {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Optional<ProcessHandle> executor = executors().stream().findFirst();
      if (executor.isPresent()) {
        return executor.get();
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(name + " must have an executor within " + PATIENCE);
      }
      ClusterProcess.pause();
    }
  }

  /** Kills the worker and its executors, without warning; returns when they are gone. */
  public synchronized void kill() {
    Leftovers.kill(process.process());
  }
}
