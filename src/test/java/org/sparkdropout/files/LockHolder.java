package org.sparkdropout.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that takes locks: for good, or many times, to see that no other has it meanwhile. */
final class LockHolder {
  private LockHolder() {}

  /**
   * Takes a lock.
   *
   * @param arguments the lock's file and how often to take it; 0 is once, until the process is
   *     killed
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    int times = Integer.parseInt(arguments[1]);
    if (times == 0) {
      SystemLock.take(file);
      System.out.println("held");
      Thread.sleep(Long.MAX_VALUE);
    }
    int taken = 0;
    while (taken < times) {
      try (SystemLock lock = SystemLock.take(file)) {
        Path inside = Files.createFile(file.resolveSibling("inside")); // fails if there is one
        Thread.sleep(0, 100_000);
        Files.delete(inside);
        lock.check();
        taken++;
      } catch (PlaceLock.HeldException held) {
        Thread.sleep(1);
      }
    }
    System.out.println("taken " + taken);
  }
}
