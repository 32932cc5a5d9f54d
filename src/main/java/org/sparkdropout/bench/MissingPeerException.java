package org.sparkdropout.bench;

/** A peer that is not installed here; the message says how it would be. */
final class MissingPeerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingPeerException(String message, Throwable cause) {
    super(message, cause);
  }
}
