package org.sparkdropout.faults;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that happens to a run. Used for one run, on one thread; closing it leaves nothing
 * behind.
 */
interface Fault extends AutoCloseable {
  /** Where master and workers of the run must be. */
  default Site site(int workers) {
    return Site.loopback(workers);
  }

  /** Options of spark-submit that belong to it. */
  default List<String> sparkOptions(Scene scene) {
    return List.of();
  }

  /**
   * Happens, while the job trains.
   *
   * @return what was done, for the table
   */
  String strike(Scene scene);

  /** What a run that stops because of it must say. */
  Pattern cause();

  /** Puts right what people would before they start a stopped run again. */
  default void repair() {}

  @Override
  default void close() {}
}
