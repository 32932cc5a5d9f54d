package org.sparkdropout.bench;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;

/**
 * What a process of Spark holds.
 *
 * @param files in its local folders; counted before garbage is collected, which would let Spark
 *     remove some
 * @param fileBytes what they take
 * @param heap bytes in use after full collections
 * @param resident bytes of the process in memory, as Linux tells it; 0 elsewhere
 * @param offHeap resident bytes less those of the heap that is committed
 */
record Footprint(long files, long fileBytes, long heap, long resident, long offHeap)
    implements Serializable {
  static final Footprint NOTHING = new Footprint(0, 0, 0, 0, 0);

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int COLLECTIONS = 3;

  /** Measures the process this is called in. */
  static Footprint now() {
    List<Long> sizes = fileSizes();
    MemoryUsage heap = collected();
    long resident = residentBytes();
    return new Footprint(
        sizes.size(),
        sizes.stream().mapToLong(Long::longValue).sum(),
        heap.getUsed(),
        resident,
        Math.max(0, resident - heap.getCommitted()));
  }

  private static List<Long> fileSizes() {
    File[] folders = SparkEnv.get().blockManager().diskBlockManager().localDirs();
    return Stream.of(folders)
        .flatMap(folder -> files(folder.toPath()))
        .map(Footprint::size)
        .toList();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).toList().stream();
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException removed) {
      return 0;
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  /** What is reachable only by references that a collection clears goes with the next one. */
  @SuppressWarnings("CallingSystemGc")
  private static MemoryUsage collected() {
    for (int collection = 0; collection < COLLECTIONS; collection++) {
      System.gc();
      settle(200);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
  }

  /** Waits for what Spark does in the background. */
  static void settle(int milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }

  private static long residentBytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      String kilobytes =
          lines.filter(line -> line.startsWith(RESIDENT)).findFirst().orElse(RESIDENT + "0 kB");
      return 1024 * Long.parseLong(kilobytes.replaceAll("\\D", ""));
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  /** Both together. */
  Footprint plus(Footprint other) {
    return new Footprint(
        files + other.files,
        fileBytes + other.fileBytes,
        heap + other.heap,
        resident + other.resident,
        offHeap + other.offHeap);
  }
}
