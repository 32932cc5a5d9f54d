package org.sparkdropout.checkpoint;

/** A file that is not the whole checkpoint that was written there; an older one may be. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Reports damage.
   *
   * @param message completes "it is damaged: "
   */
  DamagedException(String message) {
    super(message);
  }
}
