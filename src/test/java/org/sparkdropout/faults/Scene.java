package org.sparkdropout.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sparkdropout.testing.StandaloneCluster;
import org.sparkdropout.testing.SubmittedJob;
import org.sparkdropout.testing.Worker;

/** What a fault acts on: a cluster and the job that trains on it. For one run, on one thread. */
final class Scene implements AutoCloseable {
  private final StandaloneCluster cluster;
  private final Path folder;
  private final Random random;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<Future<?>> later = new ArrayList<>();
  private SubmittedJob.Running job;

  Scene(StandaloneCluster cluster, Path folder, Random random) {
    this.cluster = cluster;
    this.folder = folder;
    this.random = random;
  }

  StandaloneCluster cluster() {
    return cluster;
  }

  /** An existing folder of the run. */
  Path folder() {
    return folder;
  }

  Random random() {
    return random;
  }

  void job(SubmittedJob.Running started) {
    this.job = started;
  }

  SubmittedJob.Running job() {
    return job;
  }

  /** One of the workers. */
  Worker anyWorker() {
    List<Worker> workers = cluster.workers();
    return workers.get(random.nextInt(workers.size()));
  }

  /** A duration from one to another, at random. */
  Duration between(Duration least, Duration most) {
    long spread = most.minus(least).toMillis();
    return least.plusMillis(Math.round(spread * random.nextDouble()));
  }

  /** What happens later. */
  @FunctionalInterface
  interface Action {
    void act() throws IOException;
  }

  /** Does something after a while, unless the run has ended by then. */
  void after(Duration delay, Action action) {
    Callable<Void> call =
        () -> {
          action.act();
          return null;
        };
    later.add(clock.schedule(call, delay.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Stops what is to be done later; throws what went wrong in what has been done. */
  @Override
  public void close() {
    clock.shutdownNow();
    try {
      if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("What a fault does later must end within a minute");
      }
      for (Future<?> action : later) {
        if (action.isDone() && !action.isCancelled()) {
          action.get();
        }
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a run ended", interruption);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("A fault must not fail itself", failure.getCause());
    }
  }
}
