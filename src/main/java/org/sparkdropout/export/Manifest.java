package org.sparkdropout.export;

import java.util.Map;
import java.util.TreeMap;
import org.sparkdropout.network.Topology;

/**
 * What {@code network.json} says: the network's shape, and size and checksum of the other files.
 *
 * @param topology the shape
 * @param files by name
 */
record Manifest(Topology topology, Map<String, Entry> files) {
  /** The newest format version, the one that is written. */
  static final int VERSION = 1;

  Manifest {
    files = new TreeMap<>(files);
  }

  /**
   * What is known of a file.
   *
   * @param bytes its length
   * @param sha256 in hexadecimal digits
   */
  record Entry(long bytes, String sha256) {}
}
