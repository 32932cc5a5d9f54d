package org.sparkdropout.mlflow;

import java.io.IOException;

/** An answer of MLflow's server that is an error. */
final class MlflowException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int NOT_FOUND = 404;

  private final int status;

  MlflowException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** Whether what was asked for is not there. */
  boolean isNotFound() {
    return status == NOT_FOUND;
  }
}
