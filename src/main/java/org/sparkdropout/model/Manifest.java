package org.sparkdropout.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code network.json} says: the network but for its weights, and size and checksum of the
 * other files.
 *
 * @param network but for its weights
 * @param files by name
 */
record Manifest(UnweightedNetwork network, Map<String, Entry> files) {
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
