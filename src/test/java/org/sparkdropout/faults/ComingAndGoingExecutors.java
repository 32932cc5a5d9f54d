package org.sparkdropout.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparkdropout.testing.Worker;

/**
 * Dynamic allocation, with Spark's external shuffle service or with its tracking of shuffles: a
 * worker joins, another leaves some seconds later, and executors that stand idle for a second go.
 */
final class ComingAndGoingExecutors implements Fault {
  @Override
  public Site site(int workers, Path folder) {
    return Site.loopback(workers - 1);
  }

  @Override
  public List<String> sparkOptions(Scene scene) {
    Stream<String> keeping =
        scene.random().nextBoolean()
            ? Stream.of(
                "spark.shuffle.service.enabled=true",
                "spark.shuffle.service.port=" + scene.cluster().startShuffleService())
            : Stream.of(
                "spark.dynamicAllocation.shuffleTracking.enabled=true",
                "spark.dynamicAllocation.shuffleTracking.timeout=1s");
    return Stream.concat(
            Stream.of(
                "spark.dynamicAllocation.enabled=true",
                "spark.dynamicAllocation.minExecutors=1",
                "spark.dynamicAllocation.maxExecutors=4",
                "spark.dynamicAllocation.executorIdleTimeout=1s",
                "spark.dynamicAllocation.cachedExecutorIdleTimeout=1s"),
            keeping)
        .flatMap(setting -> Stream.of("--conf", setting))
        .collect(Collectors.toList());
  }

  @Override
  public String strike(Scene scene) {
    Worker leaving = scene.anyWorker();
    Worker joining = scene.cluster().addWorker(Site.loopbackWorker(9));
    Duration later = scene.between(Duration.ofSeconds(1), Duration.ofSeconds(6));
    scene.after(later, leaving::kill);
    return "%s joins, %s leaves after %.1f s"
        .formatted(joining.name(), leaving.name(), later.toMillis() / 1000.0);
  }

  @Override
  public Pattern cause() {
    return Pattern.compile("ExecutorLostFailure|FetchFailed");
  }
}
