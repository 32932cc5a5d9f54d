package org.sparkdropout.data;

/** Data that cannot be trained on or scored; the message says what must hold and the remedy. */
public final class InvalidDataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports wrong data.
   *
   * @param message what must hold, what was given, where, and the remedy
   */
  public InvalidDataException(String message) {
    super(message);
  }
}
