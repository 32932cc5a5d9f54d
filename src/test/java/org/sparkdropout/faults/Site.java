package org.sparkdropout.faults;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sparkdropout.testing.Place;

/**
 * Where a cluster runs.
 *
 * @param master where the master is, and drivers are
 * @param workers where each worker is
 */
record Site(Place master, List<Place> workers) {
  /** All on loopback. */
  static Site loopback(int workers) {
    return new Site(
        Place.LOOPBACK, IntStream.rangeClosed(1, workers).mapToObj(Site::loopbackWorker).toList());
  }

  /**
   * A worker's place on loopback. On Linux it has an address of its own, which makes it a machine
   * of its own for Spark: nobody reads its files but through it.
   *
   * @param number from 1
   */
  static Place loopbackWorker(int number) {
    boolean linux = System.getProperty("os.name").equals("Linux");
    return linux ? new Place("127.0.0." + (1 + number), List.of(), Map.of()) : Place.LOOPBACK;
  }
}
