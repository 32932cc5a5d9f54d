package org.sparkdropout.blas;

import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS library that JavaCPP unpacks from the class path and loads.
 *
 * <p>JavaCPP unpacks to one folder a user (the system property {@code
 * org.bytedeco.javacpp.cachedir}, by default {@code ~/.javacpp/cache}) and holds a file lock while
 * it does, so the executors of one machine may start at once. DL4J uses the same library, and
 * raises its number of threads when it starts; see {@link #useOneThread()}.
 */
final class OpenBlas {
  private static final String LIBRARY = "openblas_nolapack@.0";

  /** Names of the kernel tables that OpenBLAS exports on x86_64 and arm64. */
  private static final List<String> CORES =
      List.of(
          "PRESCOTT",
          "CORE2",
          "NEHALEM",
          "BARCELONA",
          "SANDYBRIDGE",
          "BULLDOZER",
          "PILEDRIVER",
          "STEAMROLLER",
          "EXCAVATOR",
          "HASWELL",
          "ZEN",
          "SKYLAKEX",
          "COOPERLAKE",
          "SAPPHIRERAPIDS",
          "ARMV8",
          "CORTEXA53",
          "CORTEXA55",
          "CORTEXA57",
          "CORTEXA72",
          "CORTEXA73",
          "FALKOR",
          "THUNDERX",
          "THUNDERX2T99",
          "THUNDERX3T110",
          "TSV110",
          "EMAG8180",
          "NEOVERSEN1",
          "NEOVERSEV1",
          "NEOVERSEN2",
          "ARMV8SVE",
          "A64FX");

  private final Path path;
  private final String core;
  private final IntBuffer threads;

  private OpenBlas(Path path, String core, IntBuffer threads) {
    this.path = path;
    this.core = core;
    this.threads = threads;
  }

  /**
   * Unpacks and loads the library, and sets it to one thread.
   *
   * @return the library
   * @throws LinkageError if the library is not there for this platform or cannot be loaded
   * @throws IllegalStateException if the library hides how many threads it uses
   */
  static OpenBlas load() {
    Loader.load(openblas_nolapack.class);
    Pointer threads = Loader.addressof("blas_cpu_number");
    String path = Loader.getLoadedLibraries().get(LIBRARY);
    if (threads == null || path == null) {
      throw new IllegalStateException(
          "OpenBLAS must be bytedeco's, built with threads. Loaded: "
              + Loader.getLoadedLibraries());
    }
    OpenBlas library =
        new OpenBlas(Path.of(path), core(), new IntPointer(threads).capacity(1).asBuffer());
    library.useOneThread();
    return library;
  }

  /** The file of the loaded library. */
  Path path() {
    return path;
  }

  /** How many threads a product uses now. */
  int threads() {
    return threads.get(0);
  }

  /**
   * Sets the library back to one thread if someone raised it; DL4J does, once, when it starts.
   * Costs one read from memory.
   */
  void useOneThread() {
    if (threads() != 1) {
      openblas_nolapack.blas_set_num_threads(1);
    }
  }

  String description() {
    return "OpenBLAS " + version() + " (" + core + " kernels, 1 thread) through JNI";
  }

  String kernelFamily() {
    return "openblas-" + version() + "-" + core.toLowerCase(Locale.ROOT);
  }

  private static String version() {
    return openblas_nolapack.OPENBLAS_VERSION.replace("OpenBLAS", "").strip();
  }

  /**
   * Name of the kernels that OpenBLAS chose for this processor: its global {@code gotoblas} points
   * to the table {@code gotoblas_NAME}.
   */
  private static String core() {
    Pointer chosen = Loader.addressof("gotoblas");
    if (chosen == null) {
      return "fixed";
    }
    try (PointerPointer<Pointer> global = new PointerPointer<>(chosen)) {
      Pointer table = global.get();
      return CORES.stream()
          .filter(name -> table.equals(Loader.addressof("gotoblas_" + name)))
          .findFirst()
          .orElse("unknown");
    }
  }
}
