package org.sparkdropout.blas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Products by {@code dev.ludovic.netlib}: on arrays as they are, nothing is copied. */
final class NetlibBlas extends Blas {
  private final BLAS kernels;
  private final Runnable beforeProduct;
  private final boolean packs;

  private NetlibBlas(
      BLAS kernels,
      Runnable beforeProduct,
      boolean packs,
      String description,
      String kernelFamily) {
    super(description, kernelFamily);
    this.kernels = kernels;
    this.beforeProduct = beforeProduct;
    this.packs = packs;
  }

  /**
   * OpenBLAS through JNI.
   *
   * @return bound to the library that JavaCPP unpacks
   * @throws ReflectiveOperationException if netlib's classes are not as expected
   * @throws LinkageError if netlib or the library cannot be loaded
   */
  static Blas openBlas() throws ReflectiveOperationException {
    OpenBlas library = OpenBlas.load();
    BLAS kernels = IsolatedNetlib.load(library.path());
    return new NetlibBlas(
        kernels, library::useOneThread, true, library.description(), library.kernelFamily());
  }

  /** Netlib's own Java. */
  static Blas pureJava() {
    BLAS kernels = JavaBLAS.getInstance();
    String name = kernels.getClass().getSimpleName();
    return new NetlibBlas(
        kernels,
        () -> {},
        false,
        "pure Java (netlib's " + name + ")",
        "netlib-" + name.toLowerCase(Locale.ROOT));
  }

  /** By oneDNN beside OpenBLAS; never where Java was chosen. */
  @Override
  public Optional<PackedLayers> pack(int rows, float[] values, List<DenseLayer> layers) {
    return packs ? Packing.pack(rows, values, layers) : Optional.empty();
  }

  @Override
  public String scoringDescription() {
    return packs ? Packing.description().orElse(description()) : description();
  }

  /** Row-major matrices are transposed column-major ones, so A and B change places. */
  @Override
  void product(
      Form form,
      float[] c,
      int cOffset,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int m,
      int n,
      int k,
      float alpha,
      float beta) {
    beforeProduct.run();
    boolean transposedA = form == Form.TRANSPOSED_A;
    boolean transposedB = form == Form.TRANSPOSED_B;
    kernels.sgemm(
        transposedB ? "T" : "N",
        transposedA ? "T" : "N",
        n,
        m,
        k,
        alpha,
        b,
        bOffset,
        transposedB ? k : n,
        a,
        aOffset,
        transposedA ? m : k,
        beta,
        c,
        cOffset,
        n);
  }
}
