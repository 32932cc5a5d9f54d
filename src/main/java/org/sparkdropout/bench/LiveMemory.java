package org.sparkdropout.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The most memory that was reachable in this process while it was watched: the heap in use, read
 * after full collections, which take a third of the time. Slows down what it watches.
 */
final class LiveMemory {
  /** G1 Old Generation, PS MarkSweep, MarkSweepCompact. */
  private static final Pattern OLD = Pattern.compile("Old|MarkSweep");

  private static volatile boolean watched;
  private static volatile long peak;
  private static Thread watcher;

  private LiveMemory() {}

  /**
   * Begins to watch; nothing happens if it has begun.
   *
   * @throws IllegalStateException if this JVM's collector is none whose full collections are known
   */
  static synchronized boolean begin() {
    if (!watched) {
      requireFullCollections();
      peak = 0;
      watched = true;
      watcher = new Thread(LiveMemory::watch, "live memory");
      watcher.setDaemon(true);
      watcher.start();
    }
    return true;
  }

  /**
   * A full collection is left out while a task is within a product of matrices, which holds arrays
   * in place; what is in use then is no measure.
   */
  @SuppressWarnings("CallingSystemGc")
  private static void watch() {
    while (watched) {
      long before = collections();
      long began = System.nanoTime();
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      if (collections() > before) {
        peak = Math.max(peak, used);
      }
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      Footprint.settle(Math.toIntExact(2 * took + 1));
    }
  }

  private static void requireFullCollections() {
    if (ofOldObjects().findAny().isEmpty()) {
      throw new IllegalStateException(
          "memory is read after full collections of the G1, parallel or serial collector, and this"
              + " JVM has "
              + ManagementFactory.getGarbageCollectorMXBeans().stream()
                  .map(GarbageCollectorMXBean::getName)
                  .toList()
              + "; run it with -XX:+UseG1GC, or leave memory out (--skip-memory)");
    }
  }

  /** Of the whole heap; every collector counts them under the pool of old objects. */
  private static long collections() {
    return ofOldObjects().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }

  private static Stream<GarbageCollectorMXBean> ofOldObjects() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> OLD.matcher(collector.getName()).find());
  }

  /**
   * Ends it.
   *
   * @return bytes at the peak since {@link #begin}
   */
  static synchronized long end() {
    watched = false;
    try {
      watcher.join();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
    return peak;
  }
}
