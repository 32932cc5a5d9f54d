package org.sparkdropout.faults;

import java.util.Optional;

/**
 * What came of a disturbed run.
 *
 * @param struck what the fault did, or why nothing could be done
 * @param ending how the run went on
 * @param digest of the weights in the end, if it came to an end
 */
record Outcome(String struck, String ending, Optional<String> digest) {
  static Outcome of(String struck, String ending, String digest) {
    return new Outcome(struck, ending, Optional.of(digest));
  }

  static Outcome failed(String struck, RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    return new Outcome(struck, message.lines().findFirst().orElse(""), Optional.empty());
  }
}
