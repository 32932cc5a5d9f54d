package org.sparkdropout.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that happens to a run. Used for one run, on one thread; closing it leaves nothing
 * behind.
 */
interface Fault extends AutoCloseable {
  /**
   * Where master and workers of the run must be.
   *
   * @param workers how many there are at the start, in the main
   * @param folder of the run
   * @throws NotPossibleHere if this machine does not permit it
   */
  default Site site(int workers, Path folder) {
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

  /** What the error of a run that stops because of it must hold; no error is an empty one. */
  Pattern cause();

  /** Puts right what people would before they start a stopped run again. */
  default void repair() {}

  @Override
  default void close() {}
}
