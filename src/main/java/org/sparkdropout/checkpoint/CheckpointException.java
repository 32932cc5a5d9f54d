package org.sparkdropout.checkpoint;

/** Checkpoints that a run cannot go on from; the message says why, where, and the remedy. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Refuses checkpoints.
   *
   * @param message what must hold, what was found, where, and the remedy
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * Refuses checkpoints, as another exception showed.
   *
   * @param message what must hold, what was found, where, and the remedy
   * @param cause what showed it
   */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
