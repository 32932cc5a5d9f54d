package org.sparkdropout.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The bytes this process has read and written through sockets and files since it began, as Linux
 * counts them.
 */
final class ProcessBytes {
  private static final Path COUNTERS = Path.of("/proc/self/io");

  private ProcessBytes() {}

  /** Whether this system counts them. */
  static boolean areCounted() {
    return Files.isReadable(COUNTERS);
  }

  /** Read and written, together; 0 if they are not counted. */
  static long now() {
    if (!areCounted()) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(COUNTERS)) {
      return lines
          .filter(line -> line.startsWith("rchar:") || line.startsWith("wchar:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }
}
