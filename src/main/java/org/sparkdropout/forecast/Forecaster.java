package org.sparkdropout.forecast;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sparkdropout.fit.PlannedRun;
import org.sparkdropout.fit.PlannedRuns;
import org.sparkdropout.train.MemoryNeed;
import org.sparkdropout.train.TrainingPlan;

/**
 * Tells what the runs that a table allows would take.
 *
 * @param runs of the table
 * @param timer of their steps
 * @param clusters a cluster for each number of replicas
 * @param model of a round
 * @param critical how many epochs more replicas need
 */
public record Forecaster(
    PlannedRuns runs,
    StepTimer timer,
    IntFunction<Cluster> clusters,
    RoundModel model,
    CriticalExamples critical) {
  private static final int MOST_REPLICAS = 512;

  /**
   * Tells for 1, 2, 4, ..., 512 replicas, as far as each has a row.
   *
   * @return at least one forecast
   */
  public Forecasts all() {
    long ofOne = atOnce(runs.with(1).plan());
    return new Forecasts(
        IntStream.iterate(1, replicas -> replicas <= most(), replicas -> 2 * replicas)
            .mapToObj(replicas -> of(replicas, ofOne))
            .toList());
  }

  private long most() {
    return Math.min(MOST_REPLICAS, runs.rows());
  }

  /** With the examples that one replica takes at once. */
  private Forecast of(int replicas, long atOnceOfOne) {
    PlannedRun run = runs.with(replicas);
    TrainingPlan plan = run.plan();
    Cluster cluster = clusters.apply(replicas);
    StepSeconds steps = timer.seconds(run);
    return new Forecast(
        run,
        cluster,
        steps,
        epoch(run, cluster, steps),
        critical.epochs(plan.epochs(), atOnceOfOne, atOnce(plan)),
        MemoryNeed.ofDriver(plan, run.size(), false),
        MemoryNeed.ofExecutor(plan, run.size(), cluster.executorCores())
            .plus("rows", rowBytes() / cluster.executors()));
  }

  /** The last round of an epoch may be short; so rounds have a mean length. */
  private RoundSeconds epoch(PlannedRun run, Cluster cluster, StepSeconds steps) {
    TrainingPlan plan = run.plan();
    int rounds = plan.roundsPerEpoch(runs.rows());
    double stepsOfRound = (double) plan.stepsPerEpoch(runs.rows()) / rounds;
    return model
        .round(
            Forecast.path(run),
            plan.replicas(),
            run.size().onNetwork(plan),
            cluster,
            steps.ofRound(stepsOfRound))
        .times(rounds);
  }

  private static long atOnce(TrainingPlan plan) {
    return (long) plan.replicas() * plan.batchSize();
  }

  /** Features, and a label and a weight. */
  private long rowBytes() {
    return runs.rows() * Float.BYTES * (runs.width() + 2L);
  }
}
