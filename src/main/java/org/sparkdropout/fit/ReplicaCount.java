package org.sparkdropout.fit;

import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparkdropout.random.Streams;
import org.sparkdropout.train.TrainingPlan;

/**
 * How many replicas a run has, and why.
 *
 * @param count at least 1
 * @param reason for people to read: why there are so many, and what was chosen for them; empty if
 *     the user set all of it
 */
record ReplicaCount(int count, String reason) {
  /** Steps of a replica in an epoch with which more replicas cost little accuracy. */
  private static final int ENOUGH_STEPS = 50;

  /** With fewer, the error grows faster than the time falls. */
  private static final int FEW_STEPS = 20;

  /** The number that the user set. */
  static ReplicaCount given(int count) {
    return new ReplicaCount(count, "");
  }

  /** The number of the checkpoint that a run goes on from. */
  static ReplicaCount resumed(int count) {
    return new ReplicaCount(count, "as in the checkpoint");
  }

  /**
   * As many as pay: one a core, but none with fewer than {@link #ENOUGH_STEPS} steps of its own in
   * an epoch.
   *
   * @param parallelism the default parallelism of the cluster, at least 1
   * @param rows to train on, at least 1
   * @param batchSize examples in a step of one of so many replicas, at least 1
   */
  static ReplicaCount paying(int parallelism, long rows, IntUnaryOperator batchSize) {
    int most = most(parallelism, rows, batchSize, ENOUGH_STEPS);
    return most == parallelism
        ? new ReplicaCount(parallelism, "the default parallelism of the cluster")
        : new ReplicaCount(
            most,
            "with %,d training rows more would have fewer than %d steps an epoch each"
                .formatted(rows, ENOUGH_STEPS));
  }

  /** The largest number in [1, limit] of which each has so many steps, or 1. */
  private static int most(int limit, long rows, IntUnaryOperator batchSize, int steps) {
    int most = Math.min(limit, Streams.MAX_REPLICAS);
    while (most > 1 && steps(most, rows, batchSize) < steps) {
      most--;
    }
    return most;
  }

  /** The same with what was chosen for that number. */
  ReplicaCount with(String choice) {
    return new ReplicaCount(
        count,
        Stream.of(reason, choice)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; ")));
  }

  /**
   * What is wrong with the number.
   *
   * @param rows to train on, at least 1
   * @param batchSize examples in a step of one of so many replicas, at least 1
   * @return a sentence with a remedy; empty if replicas have enough steps, or are so few that it
   *     hardly matters, or if fewer of them would have no more
   */
  Optional<String> warning(long rows, IntUnaryOperator batchSize) {
    int most = most(count, rows, batchSize, FEW_STEPS);
    if (count < ReplicaDefaults.FEWEST
        || steps(most, rows, batchSize) <= steps(count, rows, batchSize)) {
      return Optional.empty();
    }
    return Optional.of(
        ("%,d replicas have %s each in an epoch, which is few to learn with: fewer replicas reach a"
                + " lower error in as many epochs. Set replicas = %d, for %s each, or leave it out"
                + " (train.replicas in a job)")
            .formatted(
                count, stepsText(count, rows, batchSize), most, stepsText(most, rows, batchSize)));
  }

  private static String stepsText(int replicas, long rows, IntUnaryOperator batchSize) {
    long steps = steps(replicas, rows, batchSize);
    return steps == 1 ? "1 step" : "%,d steps".formatted(steps);
  }

  private static long steps(int replicas, long rows, IntUnaryOperator batchSize) {
    return TrainingPlan.stepsPerEpoch(rows, replicas, batchSize.applyAsInt(replicas));
  }
}
