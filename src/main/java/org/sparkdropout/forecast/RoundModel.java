package org.sparkdropout.forecast;

import java.util.stream.IntStream;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.StateSize;

/**
 * Tells the seconds of a round from those of its steps, the size of the state and the cluster.
 *
 * <p>On the driver's path everything passes over the driver's one link. The state goes out as a
 * broadcast, and each replica's state comes in. In slices every executor's link carries its share
 * of both.
 *
 * @param constants of Spark and of processors
 */
public record RoundModel(RoundConstants constants) {
  /** The blocks of a broadcast, {@code spark.broadcast.blockSize}. */
  private static final long BROADCAST_BLOCK = 4 << 20;

  /**
   * Tells.
   *
   * @param path where replicas are averaged, not {@link AveragingPath#AUTO}
   * @param replicas at least 1
   * @param size of the state
   * @param cluster that trains them
   * @param replicaSeconds of all steps that a replica takes in the round, at least 0
   * @return where the time of the round goes
   */
  public RoundSeconds round(
      AveragingPath path, int replicas, StateSize size, Cluster cluster, double replicaSeconds) {
    double steps = cluster.turns(replicas) * replicaSeconds;
    boolean sliced = path == AveragingPath.SLICES;
    double waiting = sliced ? constants.slicedWaitingTask() : constants.waitingTask();
    double tasks = constants.task() * replicas + waiting * Math.max(0, replicas - cluster.cores());
    if (sliced) {
      return new RoundSeconds(
          steps,
          slices(replicas, size, cluster),
          constants.slicedByte() * cluster.turns(replicas) * (size.state() + size.replica()),
          constants.slicedRound() + tasks);
    }
    return new RoundSeconds(
        steps,
        out(size, cluster) + in(replicas, size, cluster, replicaSeconds),
        constants.driverByte() * replicas * size.replica(),
        constants.driverRound() + tasks);
  }

  /** To the replicas of each executor and back, but for what lies there already. */
  private static double slices(int replicas, StateSize size, Cluster cluster) {
    double replicasHere = (double) replicas / cluster.executors();
    double fromOthers = 1 - 1.0 / cluster.executors();
    return replicasHere * fromOthers * (size.state() + size.replica()) / cluster.bytesPerSecond();
  }

  private static double out(StateSize size, Cluster cluster) {
    return copiesSent(size.state(), cluster.executors()) * size.state() / cluster.bytesPerSecond();
  }

  /**
   * How many copies of a broadcast the driver sends. Executors ask for its blocks in orders of
   * their own, all at the same time, and each from one who has the block. So nobody but the driver
   * has what they ask for first. When they ask for their next block, each of the others has a share
   * of all blocks.
   */
  static double copiesSent(long bytes, int executors) {
    int blocks = (int) ((bytes - 1) / BROADCAST_BLOCK) + 1;
    double fromDriver =
        IntStream.range(0, blocks)
            .mapToDouble(received -> 1 / (1 + (executors - 1.0) * received / blocks))
            .sum();
    return executors * fromDriver / blocks;
  }

  /** What comes in while the replicas of the next turn train takes no time of its own. */
  private static double in(int replicas, StateSize size, Cluster cluster, double replicaSeconds) {
    int turns = cluster.turns(replicas);
    double ofTurn = (double) replicas / turns * size.replica() / cluster.bytesPerSecond();
    return ofTurn + (turns - 1) * Math.max(0, ofTurn - replicaSeconds);
  }
}
