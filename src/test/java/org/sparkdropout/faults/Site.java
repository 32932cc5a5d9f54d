package org.sparkdropout.faults;

import java.util.Collections;
import java.util.List;
import org.sparkdropout.testing.Place;

/**
 * Where a cluster runs.
 *
 * @param master where the master is, and drivers are
 * @param workers where each worker is
 */
record Site(Place master, List<Place> workers) {
  static Site loopback(int workers) {
    return new Site(Place.LOOPBACK, Collections.nCopies(workers, Place.LOOPBACK));
  }
}
