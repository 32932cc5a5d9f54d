package org.sparkdropout.train;

/** Where the replicas of a round are averaged. The result is the same to the bit. */
public enum AveragingPath {
  /** By the size of what all replicas return, and whether they run in the driver's own process. */
  AUTO,

  /** On the driver: the state goes out as a broadcast, and each replica's comes back. */
  DRIVER,

  /**
   * On the executors, in slices: each replica's state is cut and shuffled to those who average a
   * slice, and the averages to the replicas of the next round. Nothing but reports passes through
   * the driver.
   */
  SLICES;

  /**
   * Bytes of all replicas' states from which they are kept off the driver. Below, the two shuffles
   * of a round take longer than the driver's network needs; figures are in decisions.md.
   */
  static final long SLICED_FROM_BYTES = 32L << 20;

  /**
   * Decides.
   *
   * @param replicas copies of the network
   * @param bytes that one replica returns
   * @param local whether executors share the driver's process, so that nothing has to travel
   * @return this, or what {@link #AUTO} comes to
   */
  public AveragingPath resolve(int replicas, long bytes, boolean local) {
    if (this != AUTO) {
      return this;
    }
    return local || bytes * replicas < SLICED_FROM_BYTES ? DRIVER : SLICES;
  }
}
