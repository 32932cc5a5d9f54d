package org.sparkdropout.keras;

/** A file that cannot be read as a Keras model; the message says what is wrong, and the remedy. */
public final class KerasFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports a file.
   *
   * @param message what must hold, what was found, where, and the remedy
   */
  public KerasFormatException(String message) {
    super(message);
  }

  /**
   * Reports a file, as another exception showed.
   *
   * @param message what must hold, what was found, where, and the remedy
   * @param cause what showed it
   */
  public KerasFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
