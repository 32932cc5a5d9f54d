package org.sparkdropout.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sparkdropout.testing.Worker;

/** Kills workers and their executors at once; some seconds later they start again. */
final class KilledWorkers implements Fault {
  private final int count;

  KilledWorkers(int count) {
    this.count = count;
  }

  @Override
  public String strike(Scene scene) {
    List<Worker> workers = new ArrayList<>(scene.cluster().workers());
    Collections.shuffle(workers, scene.random());
    List<Worker> killed = workers.subList(0, count);
    killed.parallelStream().forEach(Worker::kill);
    Duration away = scene.between(Duration.ofSeconds(1), Duration.ofSeconds(8));
    scene.after(away, () -> killed.forEach(Worker::start));
    return "%s killed, back after %.1f s"
        .formatted(
            killed.stream().map(Worker::name).collect(Collectors.joining(" and ")),
            away.toMillis() / 1000.0);
  }

  @Override
  public Pattern cause() {
    return Pattern.compile("ExecutorLostFailure|FetchFailed|executors? .*(lost|failed)");
  }
}
