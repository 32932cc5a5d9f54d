package org.sparkdropout.blas;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packs layers where oneDNN loads; it is loaded at first use, and logged then. */
final class Packing {
  private static final Logger logger = LoggerFactory.getLogger(Packing.class);

  private static final Optional<OneDnnLibrary> LIBRARY = load();

  private Packing() {}

  private static Optional<OneDnnLibrary> load() {
    try {
      OneDnnLibrary library = OneDnnLibrary.load();
      logger.info("Matrix products in scoring: oneDNN {} (1 thread)", OneDnnLibrary.version());
      return Optional.of(library);
    } catch (LinkageError | RuntimeException e) {
      logger.info(
          "Matrix products in scoring: as in training, because {}", OneDnnLibrary.reason(e));
      return Optional.empty();
    }
  }

  /** The library, for people; nothing where it does not load. */
  static Optional<String> description() {
    return LIBRARY.map(
        library ->
            "oneDNN %s (%s)".formatted(OneDnnLibrary.version(), OneDnnLibrary.instructions()));
  }

  /** See {@link Blas#pack}. */
  static Optional<PackedLayers> pack(int rows, float[] values, List<DenseLayer> layers) {
    try {
      return LIBRARY.map(library -> PackedLayers.of(library, rows, values, layers));
    } catch (RuntimeException e) {
      logger.warn(
          "Weights stay in Java's heap, where products are slower, because oneDNN does not take them."
              + " If it lacks memory, raise spark.executor.memoryOverhead",
          e);
      return Optional.empty();
    }
  }
}
