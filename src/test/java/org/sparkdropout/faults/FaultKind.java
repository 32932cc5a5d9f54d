package org.sparkdropout.faults;

import java.util.Locale;

/** The faults there are. */
enum FaultKind {
  EXECUTOR_KILLED,
  WORKER_KILLED,
  TWO_WORKERS_KILLED;

  /** A fault for one run. */
  Fault create() {
    return switch (this) {
      case EXECUTOR_KILLED -> new KilledExecutor();
      case WORKER_KILLED -> new KilledWorkers(1);
      case TWO_WORKERS_KILLED -> new KilledWorkers(2);
    };
  }

  /** Its name in words. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
