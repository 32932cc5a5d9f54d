package org.sparkdropout.job;

import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * What failures that are no mistakes of ours or of the data say: no memory, no disk, a stack too
 * small, classes of another version. Each may have happened in an executor, which sends it as text.
 */
final class Shortage {
  private static final long MEBIBYTE = 1 << 20;
  private static final List<String> NO_ROOM =
      List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");
  private static final List<String> OTHER_CLASSES =
      List.of(
          "NoSuchMethodError",
          "NoSuchFieldError",
          "NoClassDefFoundError",
          "AbstractMethodError",
          "IncompatibleClassChangeError",
          "IllegalAccessError");

  private Shortage() {}

  /**
   * The error for a failure.
   *
   * @param chain of causes
   * @param line what is known of the root of it
   * @return nothing, if it is of another kind
   */
  static Optional<String> explain(List<Throwable> chain, String line) {
    String told = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    if (Failure.isOf(chain.get(0), OutOfMemoryError.class)) {
      return Optional.of(memory(told));
    }
    if (Failure.isOf(chain.get(0), StackOverflowError.class)) {
      return Optional.of(
          "The thread's stack must be large enough. It overflowed (%s). Give more: -- --driver-java-options -Xss16m --conf spark.executor.extraJavaOptions=-Xss16m"
              .formatted(told));
    }
    Optional<String> full = roomWords(chain);
    if (full.isPresent()) {
      String cause = told.contains(full.get()) ? told : told + "; " + full.get();
      return Optional.of(
          "The disks of the output, the checkpoints and Spark's local files must have room. One is full (%s). Free space on it, or set output.path, checkpoint.path or -- --conf spark.local.dir=... to another disk"
              .formatted(cause));
    }
    if (Failure.isOf(chain.get(0), UnsupportedClassVersionError.class)) {
      return Optional.of(
          "The driver and every executor must run Java 17 to 22. One runs an older one (%s). Set JAVA_HOME to a Java 17 there, or -- --conf spark.executorEnv.JAVA_HOME=... to its folder on the workers"
              .formatted(told));
    }
    if (says(chain, "because module java.base does not export")) {
      return Optional.of(
          "Java must let Spark use its inner classes. It does not (%s). Start the job with jobs/train and the other scripts or with spark-submit, which ask it to"
              .formatted(told));
    }
    boolean hasOtherClasses =
        Failure.isOf(chain.get(0), LinkageError.class)
            || OTHER_CLASSES.stream().anyMatch(name -> says(chain, "java.lang." + name));
    return hasOtherClasses
        ? Optional.of(
            "%s, with classes of another version (%s). Use that Spark, and leave out of --jars and --packages what brings other versions"
                .formatted(Platform.found(), told))
        : Optional.empty();
  }

  /** Whether a disk was full. */
  static boolean isOfRoom(Throwable failure) {
    return roomWords(ExceptionUtils.getThrowableList(failure)).isPresent();
  }

  /** What the system said of a full disk, somewhere in the causes. */
  private static Optional<String> roomWords(List<Throwable> chain) {
    return NO_ROOM.stream().filter(words -> says(chain, words)).findFirst();
  }

  private static String memory(String told) {
    return "The job must fit in memory. It ran out (%s); the driver may use %,d MiB. Give more, such as -- --driver-memory 8g and, on a cluster, --executor-memory 8g, or lower train.hiddenLayers, train.batchSize, train.replicas or score.keep"
        .formatted(told, Runtime.getRuntime().maxMemory() / MEBIBYTE);
  }

  private static boolean says(List<Throwable> chain, String words) {
    return chain.stream().anyMatch(thrown -> String.valueOf(thrown.getMessage()).contains(words));
  }
}
