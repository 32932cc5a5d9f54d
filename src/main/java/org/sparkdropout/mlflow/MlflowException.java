package org.sparkdropout.mlflow;

import java.io.IOException;
import java.util.Set;

/** An answer of MLflow's server that is an error. */
final class MlflowException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int NOT_FOUND = 404;

  /** Unauthorized, forbidden, timeout, too early, too many requests. */
  private static final Set<Integer> PASSING = Set.of(401, 403, 408, 425, 429);

  private final int status;

  MlflowException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** Whether what was asked for is not there. */
  boolean isNotFound() {
    return status == NOT_FOUND;
  }

  /** Whether the same would be refused again: 4xx, but for those that time or a login mends. */
  boolean isFinal() {
    return status / 100 == 4 && !PASSING.contains(status);
  }
}
