package org.sparkdropout.forecast;

/**
 * A cluster that could be: a driver and executors, each on a machine of its own.
 *
 * @param executors how many there are, at least 1
 * @param executorCores replicas that an executor trains at a time, at least 1
 * @param bytesPerSecond what the link of each machine lets through, each way, greater than 0
 */
public record Cluster(int executors, int executorCores, double bytesPerSecond) {
  private static final double BYTES_PER_GIGABIT = 1e9 / 8;

  /**
   * A cluster that is just large enough for all replicas to train at once, up to a limit.
   *
   * @param replicas at least 1
   * @param most executors, or 0 for no limit
   * @param executorCores the most of an executor, at least 1
   * @param gigabitsPerSecond of each machine's link, greater than 0
   * @return the cluster
   */
  public static Cluster forReplicas(
      int replicas, int most, int executorCores, double gigabitsPerSecond) {
    int needed = (replicas - 1) / executorCores + 1;
    int executors = most == 0 ? needed : Math.min(most, needed);
    int cores = Math.min(executorCores, replicas);
    return new Cluster(executors, cores, bytesPerSecond(gigabitsPerSecond));
  }

  /**
   * The unit of links in that of this class.
   *
   * @param gigabitsPerSecond of 10^9 bits
   * @return bytes per second
   */
  public static double bytesPerSecond(double gigabitsPerSecond) {
    return gigabitsPerSecond * BYTES_PER_GIGABIT;
  }

  /**
   * The cores of all executors.
   *
   * @return replicas that the cluster trains at a time, at least 1
   */
  public int cores() {
    return Math.multiplyExact(executors, executorCores);
  }

  /** How many times one after another the cluster trains as many replicas as it can at once. */
  int turns(int replicas) {
    return (replicas - 1) / cores() + 1;
  }
}
