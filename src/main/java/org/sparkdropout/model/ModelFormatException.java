package org.sparkdropout.model;

/**
 * A folder that cannot be read as a model; the message says what is wrong where, and the remedy.
 */
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports a folder that is no whole model.
   *
   * @param message what must hold, what was found, where, and the remedy
   */
  public ModelFormatException(String message) {
    super(message);
  }

  /**
   * Reports a folder that is no whole model, as another exception showed.
   *
   * @param message what must hold, what was found, where, and the remedy
   * @param cause what showed it
   */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
