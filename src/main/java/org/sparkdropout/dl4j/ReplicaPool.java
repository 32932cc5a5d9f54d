package org.sparkdropout.dl4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The networks of a process that wait for their next round: those of one run, the last one. Two
 * runs at once take turns in it and make theirs anew. Thread-safe.
 */
final class ReplicaPool {
  private static final Deque<Dl4jReplica> WAITING = new ArrayDeque<>();
  private static UUID owner;

  private ReplicaPool() {}

  /** A network that no other task uses. */
  static Dl4jReplica take(UUID run, Supplier<Dl4jReplica> maker) {
    synchronized (WAITING) {
      if (run.equals(owner) && !WAITING.isEmpty()) {
        return WAITING.pop();
      }
    }
    return maker.get();
  }

  /** Gives a network back that is as good as new. */
  static void giveBack(UUID run, Dl4jReplica replica) {
    synchronized (WAITING) {
      if (!run.equals(owner)) {
        owner = run;
        WAITING.forEach(Dl4jReplica::close);
        WAITING.clear();
      }
      WAITING.push(replica);
    }
  }
}
