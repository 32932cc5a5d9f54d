package org.sparkdropout.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that tests have started: whatever is left of them when the JVM ends, by itself or
 * by a signal, ends with it.
 */
public final class Leftovers {
  private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Leftovers::kill)));
  }

  private Leftovers() {}

  /**
   * Remembers a process.
   *
   * @param process just started
   * @return the same
   */
  public static Process add(Process process) {
    STARTED.add(process);
    return process;
  }

  /**
   * Kills a process and all that it started, and waits until they are gone.
   *
   * @param process alive or not
   */
  public static void kill(Process process) {
    List<ProcessHandle> tree = new ArrayList<>();
    process.descendants().forEach(tree::add);
    tree.add(0, process.toHandle()); // first, since a worker starts lost executors again
    tree.forEach(ProcessHandle::destroyForcibly);
    tree.forEach(handle -> handle.onExit().join());
  }
}
