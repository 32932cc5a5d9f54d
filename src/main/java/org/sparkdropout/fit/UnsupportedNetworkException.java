package org.sparkdropout.fit;

/** A network of DL4J that cannot be trained or scored here. The message says why, and what can. */
public class UnsupportedNetworkException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message what must hold, what was given, and the remedy
   */
  public UnsupportedNetworkException(String message) {
    super(message);
  }

  /**
   * Says what is wrong, and what DL4J says of it.
   *
   * @param message what must hold, what was given, and the remedy
   * @param cause DL4J's exception
   */
  public UnsupportedNetworkException(String message, Throwable cause) {
    super(message, cause);
  }
}
