package org.sparkdropout.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Spark standalone cluster: a master and workers, each a process of its own, on ports the system
 * chooses.
 *
 * <p>Runs the embedded Spark that the build puts below {@code target/spark}. The logs of all
 * processes and the executors' work folders lie in the folder given at the start. Closing it ends
 * the processes and what they started, and so does the end of the JVM.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER_URL =
      Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern SERVING = Pattern.compile("Starting shuffle service on port");

  private final Place place;
  private final Path folder;
  private final List<ClusterProcess> services = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private String master = "";

  private StandaloneCluster(Place place, Path folder) {
    this.place = place;
    this.folder = folder;
  }

  /**
   * Starts a cluster on loopback and waits until every worker has registered.
   *
   * @param workers at least 1, one core and 1 GB each
   * @param folder an existing folder for logs and work
   * @return the running cluster
   * @throws IllegalStateException if the embedded Spark is missing, a process ends, or a worker
   *     does not register within a minute
   */
  public static StandaloneCluster start(int workers, Path folder) {
    return start(Place.LOOPBACK, Collections.nCopies(workers, Place.LOOPBACK), folder);
  }

  /**
   * Starts a cluster and waits until every worker has registered.
   *
   * @param master where the master is
   * @param workers where the workers are, at least one
   * @param folder an existing folder for logs and work
   * @return the running cluster
   * @throws IllegalStateException if the embedded Spark is missing, a process ends, or a worker
   *     does not register within a minute
   */
  public static StandaloneCluster start(Place master, List<Place> workers, Path folder) {
    StandaloneCluster cluster = new StandaloneCluster(master, folder.toAbsolutePath());
    try {
      cluster.startMaster();
      workers.forEach(cluster::addWorker);
      cluster.workers.forEach(Worker::awaitRegistered);
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
   * Where the master is, and drivers should be.
   *
   * @return a place on this machine
   */
  public Place place() {
    return place;
  }

  /**
   * All workers, those that have been killed among them.
   *
   * @return in the order in which they were added
   */
  public List<Worker> workers() {
    return List.copyOf(workers);
  }

  /**
   * Starts one more worker; does not wait.
   *
   * @param where the worker is
   * @return the worker
   */
  public Worker addWorker(Place where) {
    String name = "worker-" + (workers.size() + 1);
    Worker worker = new Worker(name, where, folder, master);
    workers.add(worker);
    return worker;
  }

  /**
   * Starts Spark's external shuffle service, one for all workers on this machine.
   *
   * @return its port, for {@code spark.shuffle.service.port}
   */
  public int startShuffleService() {
    int port = freePort();
    ClusterProcess service =
        ClusterProcess.start(
            place,
            folder.resolve("shuffle-service.log"),
            List.of(
                "-Dspark.shuffle.service.enabled=true",
                "-Dspark.shuffle.service.port=" + port,
                "org.apache.spark.deploy.ExternalShuffleService"));
    services.add(service);
    service.await(SERVING);
    return port;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
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
    ClusterProcess process =
        ClusterProcess.start(
            place,
            folder.resolve("master.log"),
            List.of(
                "org.apache.spark.deploy.master.Master",
                "--host",
                place.address(),
                "--port",
                "0",
                "--webui-port",
                "0"));
    services.add(process);
    master = process.await(MASTER_URL).group(1);
  }

  /** Ends workers, executors and master; returns when they are gone. */
  @Override
  public void close() {
    workers.forEach(Worker::kill);
    services.forEach(service -> Leftovers.kill(service.process()));
  }
}
