package org.sparkdropout.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.sparkdropout.testing.StandaloneCluster;
import org.sparkdropout.testing.SubmittedJob;

/**
 * A run of job train that a fault strikes: everything about it follows from a seed.
 *
 * @param kind the fault
 * @param training what is trained
 * @param moment when it strikes
 * @param interval between checkpoints
 * @param random what else is random
 */
record DisturbedRun(
    FaultKind kind, Training training, Moment moment, String interval, Random random) {
  private static final List<String> INTERVALS = List.of("1 epoch", "2 epochs", "1 second");

  /** One of the faults, one of the trainings, any moment. */
  static DisturbedRun any(long seed, List<FaultKind> kinds) {
    Random random = random(seed);
    FaultKind kind = kinds.get(random.nextInt(kinds.size()));
    return any(kind, Training.any(random), random);
  }

  /** The given fault and training, any moment. */
  static DisturbedRun of(long seed, FaultKind kind, Training training) {
    return any(kind, training, random(seed));
  }

  private static DisturbedRun any(FaultKind kind, Training training, Random random) {
    Moment moment = Moment.any(training, random);
    String interval = INTERVALS.get(random.nextInt(INTERVALS.size()));
    return new DisturbedRun(kind, training, moment, interval, random);
  }

  /** Random's own first numbers are alike for seeds that are. */
  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }

  /**
   * Trains on a cluster of its own, and once more where the job has stopped.
   *
   * @param workers of the cluster
   * @param folder an existing one, for all files of the run
   * @throws IllegalStateException if the job stops without naming the cause, stops again, or hangs
   */
  Outcome run(int workers, Path folder) {
    try (Fault fault = kind.create()) {
      Site site = fault.site(workers, folder);
      try (StandaloneCluster cluster =
              StandaloneCluster.start(site.master(), site.workers(), folder);
          Scene scene = new Scene(cluster, folder, random)) {
        return run(fault, scene);
      }
    } catch (NotPossibleHere needs) {
      return new Outcome("not possible here", needs.getMessage(), Optional.empty());
    }
  }

  private Outcome run(Fault fault, Scene scene) {
    List<String> options = fault.sparkOptions(scene);
    SubmittedJob.Running job = start(scene, options);
    scene.job(job);
    moment.await(job);
    String struck = fault.strike(scene);
    SubmittedJob ended = job.end();
    if (ended.code() == 0) {
      return Outcome.of(struck, "came through", ended.digest());
    }
    String stopped = ("stopped " + cause(fault, ended)).strip();
    fault.repair();
    SubmittedJob resumed = start(scene, options).end();
    String after = Resumption.check(interval, ended, resumed);
    return Outcome.of(struck, stopped + "; " + after, resumed.digest());
  }

  private SubmittedJob.Running start(Scene scene, List<String> options) {
    return training.start(scene.cluster(), scene.folder(), interval, options);
  }

  private static String cause(Fault fault, SubmittedJob stopped) {
    String error =
        stopped.text().lines().filter(line -> line.startsWith("error: ")).findFirst().orElse("");
    if (!fault.cause().matcher(error).find()) {
      throw new IllegalStateException(
          "The error of a run that stops must hold '%s'. It printed: %s"
              .formatted(fault.cause(), stopped.text()));
    }
    return error;
  }
}
