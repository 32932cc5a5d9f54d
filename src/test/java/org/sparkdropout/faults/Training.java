package org.sparkdropout.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.sparkdropout.testing.Place;
import org.sparkdropout.testing.StandaloneCluster;
import org.sparkdropout.testing.SubmittedJob;

/**
 * What is trained: a small network on 2,000 images by four replicas, in rounds that end on either
 * averaging path.
 *
 * @param averagingPath driver or slices
 * @param maskSharing example, batch or round
 * @param epochs of four rounds each
 */
record Training(String averagingPath, String maskSharing, int epochs) {
  private static final Path IMAGES = Path.of("data-samples/mnist/test.parquet").toAbsolutePath();

  /** What makes short-lived JVMs fast. */
  private static final String JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /** One of the six kinds, about ten seconds long. */
  static Training any(Random random) {
    String sharing = List.of("example", "batch", "round").get(random.nextInt(3));
    return random.nextBoolean()
        ? new Training("driver", sharing, 28)
        : new Training("slices", sharing, 14);
  }

  /**
   * Starts job train.
   *
   * @param folder where it works and writes
   * @param interval between checkpoints
   * @param more options of spark-submit
   */
  SubmittedJob.Running start(
      StandaloneCluster cluster, Path folder, String interval, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("--master", cluster.master()));
    settings(folder, interval).forEach(setting -> arguments.addAll(List.of("--set", setting)));
    arguments.add("--");
    sparkSettings(cluster.place()).forEach(conf -> arguments.addAll(List.of("--conf", conf)));
    arguments.addAll(more);
    Map<String, String> environment =
        Map.of(
            "SPARK_LOCAL_IP",
            cluster.place().address(),
            "SPARK_LOCAL_DIRS",
            folder.resolve("driver").toString());
    return SubmittedJob.start(folder, environment, "train", arguments);
  }

  private Stream<String> settings(Path folder, String interval) {
    return Stream.of(
        "input.path=" + IMAGES,
        "output.path=" + folder.resolve("output"),
        "output.overwrite=true",
        "checkpoint.path=" + folder.resolve("checkpoints"),
        "checkpoint.interval=" + interval,
        "train.hiddenLayers=[64]",
        "train.inputDropout=0.2",
        "train.replicas=4",
        "train.batchSize=25",
        "train.averagingInterval=5",
        "train.maxIter=" + epochs,
        "train.averagingPath=" + averagingPath,
        "train.maskSharing=" + maskSharing);
  }

  private static Stream<String> sparkSettings(Place driver) {
    return Stream.of(
        "spark.driver.host=" + driver.address(),
        "spark.driver.bindAddress=" + driver.address(),
        "spark.driver.extraJavaOptions=" + JVM,
        "spark.executor.extraJavaOptions=" + JVM,
        "spark.executor.memory=512m",
        "spark.ui.enabled=false");
  }

  @Override
  public String toString() {
    return averagingPath + ", mask by " + maskSharing;
  }
}
