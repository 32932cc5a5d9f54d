package org.sparkdropout.bench;

/** One way to train the workload, or a limit to hold the others against. */
interface Contender extends AutoCloseable {
  /** What the table calls it. */
  String name();

  /**
   * Trains on a network and data that are already in place.
   *
   * @return examples a second
   */
  double samplesPerSecond();

  @Override
  default void close() {}
}
