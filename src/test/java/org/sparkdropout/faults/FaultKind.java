package org.sparkdropout.faults;

import java.util.Locale;

/** The faults there are. */
enum FaultKind {
  EXECUTOR_KILLED,
  WORKER_KILLED,
  TWO_WORKERS_KILLED,
  DRIVER_KILLED,
  DISK_FULL,
  EXECUTOR_SLOWED,
  SHARD_DROPPED,
  NETWORK_LOST,
  EXECUTORS_COME_AND_GO;

  /** A fault for one run. */
  Fault create() {
    return switch (this) {
      case EXECUTOR_KILLED -> new KilledExecutor();
      case WORKER_KILLED -> new KilledWorkers(1);
      case TWO_WORKERS_KILLED -> new KilledWorkers(2);
      case DRIVER_KILLED -> new KilledDriver();
      case DISK_FULL -> new FullDisk();
      case EXECUTOR_SLOWED -> new SlowedExecutor();
      case SHARD_DROPPED -> new DroppedShard();
      case NETWORK_LOST -> new LostNetwork();
      case EXECUTORS_COME_AND_GO -> new ComingAndGoingExecutors();
    };
  }

  /** Its name in words. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
