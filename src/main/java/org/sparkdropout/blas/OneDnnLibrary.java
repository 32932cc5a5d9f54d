package org.sparkdropout.blas;

import com.sun.jna.Function;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencl.global.OpenCL;

/**
 * The oneDNN library that JavaCPP unpacks from the class path and loads.
 *
 * <p>Its build is linked to OpenCL, of which nothing is used; the loader of OpenCL lies in another
 * artefact, and once loaded satisfies the link, so that nothing has to be installed.
 *
 * <p>Its products run on as many threads as OpenMP has for the calling thread; Java has no door to
 * that setting, so it is called by its address.
 */
final class OneDnnLibrary {
  /** What the names of its kernel families start with. */
  static final String NAME = "onednn";

  private final engine processor;
  private final Function setNumThreads;
  private final Function getMaxThreads;

  private OneDnnLibrary(engine processor, Function setNumThreads, Function getMaxThreads) {
    this.processor = processor;
    this.setNumThreads = setNumThreads;
    this.getMaxThreads = getMaxThreads;
  }

  /**
   * Unpacks and loads the library.
   *
   * @return the library
   * @throws LinkageError if the library is not there for this platform or cannot be loaded
   */
  static OneDnnLibrary load() {
    Loader.load(OpenCL.class);
    Loader.load(dnnl.class);
    return new OneDnnLibrary(
        new engine(engine.kind.cpu, 0),
        openMp("omp_set_num_threads"),
        openMp("omp_get_max_threads"));
  }

  /**
   * The instructions that multiply bfloat16 numbers.
   *
   * @return a short name without blanks
   * @throws IllegalStateException if the processor has none
   */
  static String bfloat16Instructions() {
    int isa = dnnl.dnnl_get_effective_cpu_isa();
    if (!has(isa, dnnl.dnnl_cpu_isa_avx512_core_bf16)) {
      throw new IllegalStateException("this processor has neither AVX512-BF16 nor AMX");
    }
    return has(isa, dnnl.dnnl_cpu_isa_avx512_core_amx) ? "amx" : "avx512-bf16";
  }

  /** The widest instructions that the library uses here, such as avx2. */
  static String instructions() {
    String name = dnnl.get_effective_cpu_isa().intern().name();
    return Objects.requireNonNullElse(name, "unknown instructions").replace("isa_", "");
  }

  /** A function of OpenMP; JNA tells with a plain Error that its own library does not fit. */
  private static Function openMp(String name) {
    Pointer address = Loader.addressof(name);
    if (address == null) {
      throw new UnsatisfiedLinkError("oneDNN came without OpenMP's " + name);
    }
    try {
      return Function.getFunction(new com.sun.jna.Pointer(address.address()));
    } catch (LinkageError e) {
      throw e;
    } catch (Error e) {
      throw (LinkageError) new UnsatisfiedLinkError("JNA does not load: " + e).initCause(e);
    }
  }

  private static boolean has(int isa, int instructions) {
    return (isa & instructions) == instructions;
  }

  /** The processor that computes. */
  engine processor() {
    return processor;
  }

  /**
   * Makes a kernel that runs on its caller's thread alone. A kernel keeps the number of threads
   * that OpenMP had for the thread that made it; others, DL4J among them, set that number too, and
   * find it again as they left it.
   *
   * @param maker makes the kernel
   * @return what it made
   */
  <T> T onOneThread(Supplier<T> maker) {
    int before = getMaxThreads.invokeInt(new Object[0]);
    setNumThreads.invokeVoid(new Object[] {1});
    try {
      return maker.get();
    } finally {
      setNumThreads.invokeVoid(new Object[] {before});
    }
  }

  /** The library's version, such as 3.6.1. */
  static String version() {
    dnnl_version_t version = dnnl.dnnl_version();
    return version.major() + "." + version.minor() + "." + version.patch();
  }

  /** Why the library did not load, for a sentence. */
  static String reason(Throwable e) {
    return e instanceof IllegalStateException ? e.getMessage() : "oneDNN does not load: " + e;
  }
}
