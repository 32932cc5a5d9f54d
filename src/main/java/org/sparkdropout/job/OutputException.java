package org.sparkdropout.job;

/** A finished output that could not be put at its place; the message says where it stands. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
