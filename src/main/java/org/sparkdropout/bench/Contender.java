package org.sparkdropout.bench;

/** One way to train the workload. */
interface Contender extends AutoCloseable {
  /** What the table calls it. */
  String name();

  /** Trains one pass over the data, on a network and data that are already in place. */
  void pass();

  @Override
  void close();
}
