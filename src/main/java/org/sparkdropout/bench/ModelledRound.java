package org.sparkdropout.bench;

import org.apache.spark.SparkContext;
import org.sparkdropout.forecast.Cluster;
import org.sparkdropout.forecast.RoundConstants;
import org.sparkdropout.forecast.RoundModel;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.StateSize;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What the model of {@code jobs/plan} tells of a round on the cluster at hand.
 *
 * @param context of the cluster
 * @param gigabitsPerSecond of the link of each executor and of the driver, greater than 0
 */
record ModelledRound(SparkContext context, double gigabitsPerSecond) {
  /**
   * Checks that there is something to model.
   *
   * @param gigabitsPerSecond not a number if nobody asks for the model
   * @param context of the cluster
   * @param commandLine that asks
   */
  static void check(double gigabitsPerSecond, SparkContext context, CommandLine commandLine) {
    if (gigabitsPerSecond <= 0) {
      throw new ParameterException(
          commandLine, "--gigabits-per-second must be greater than 0, and is " + gigabitsPerSecond);
    }
    if (!Double.isNaN(gigabitsPerSecond) && context.isLocal()) {
      throw new ParameterException(
          commandLine,
          "--gigabits-per-second needs a cluster with executors, over whose network states go. Name"
              + " one with --master");
    }
  }

  /**
   * The seconds of a round.
   *
   * @param plan of the run
   * @param replicaSeconds of the steps of a replica in a round
   */
  double seconds(BlasPlan plan, double replicaSeconds) {
    StateSize size =
        StateSize.ofDense(
            plan.topology(), plan.dropout(), plan.optimization().optimizer().arrays());
    return new RoundModel(RoundConstants.MEASURED)
        .round(
            size.path(plan.run(), context.isLocal()),
            plan.run().replicas(),
            size.onNetwork(plan.run()),
            cluster(),
            replicaSeconds)
        .total();
  }

  /** As it is after a run: executors come one by one. */
  private Cluster cluster() {
    int executors = Math.max(1, EachExecutor.executors().size());
    int cores = Math.max(1, context.defaultParallelism() / executors);
    return new Cluster(executors, cores, Cluster.bytesPerSecond(gigabitsPerSecond));
  }
}
