package org.sparkdropout.export;

/** An exported file that does not do what the model does; none was left. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports a file that was not kept.
   *
   * @param message what must hold, what was found, where, and the remedy
   */
  public ExportException(String message) {
    super(message);
  }
}
