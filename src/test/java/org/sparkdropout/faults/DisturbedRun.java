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
 * @param random what else is random
 */
record DisturbedRun(FaultKind kind, Training training, Moment moment, Random random) {
  /** One of the faults, one of the trainings, any moment. */
  static DisturbedRun any(long seed, List<FaultKind> kinds) {
    // Random's first numbers are alike for seeds that are.
    Random random = new Random(new SplittableRandom(seed).nextLong());
    FaultKind kind = kinds.get(random.nextInt(kinds.size()));
    Training training = Training.any(random);
    return new DisturbedRun(kind, training, Moment.any(training, random), random);
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
    SubmittedJob.Running job = training.start(scene.cluster(), scene.folder(), options);
    scene.job(job);
    moment.await(job);
    String struck = fault.strike(scene);
    SubmittedJob ended = job.end();
    if (ended.code() == 0) {
      return Outcome.of(struck, "came through", ended.digest());
    }
    String stopped = ("stopped " + cause(fault, ended)).strip();
    fault.repair();
    SubmittedJob resumed = training.start(scene.cluster(), scene.folder(), options).end();
    String after = Resumption.check(training, ended, resumed);
    return Outcome.of(struck, stopped + "; " + after, resumed.digest());
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
