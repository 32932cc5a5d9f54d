package org.sparkdropout.job;

/** Settings or usage that no job can run with; the message says what must hold and the remedy. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports a wrong setting.
   *
   * @param message what must hold, what was given, where, and the remedy
   */
  public SettingsException(String message) {
    super(message);
  }

  SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
