package org.sparkdropout.blas;

/**
 * Products of bfloat16 numbers by oneDNN, summed up in float.
 *
 * <p>The operands are rounded as they are copied to memory outside Java's heap, and the product is
 * copied back; in matrices of hundreds of rows and columns that is a small part of the time. Every
 * thread has memory of its own until it ends: for its largest product, for one copy of the weights
 * it holds, and for the scratch of its latest kernels.
 */
final class OneDnnBlas extends Blas {
  private final ThreadLocal<OneDnnProducts> ofThread;

  private OneDnnBlas(OneDnnLibrary library, String version, String instructions) {
    super(
        "oneDNN " + version + " (bfloat16 by " + instructions + ", 1 thread)",
        OneDnnLibrary.NAME + "-" + version + "-" + instructions);
    this.ofThread = ThreadLocal.withInitial(() -> new OneDnnProducts(library));
  }

  /**
   * Loads oneDNN.
   *
   * @return products by it
   * @throws LinkageError if the library is not there for this platform or cannot be loaded
   * @throws IllegalStateException if the processor has no instructions for bfloat16
   */
  static Blas bfloat16() {
    OneDnnLibrary library = OneDnnLibrary.load();
    String instructions = OneDnnLibrary.bfloat16Instructions();
    return new OneDnnBlas(library, OneDnnLibrary.version(), instructions);
  }

  @Override
  public void hold(float[] operands) {
    ofThread.get().hold(operands);
  }

  @Override
  public void release() {
    ofThread.get().release();
  }

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
    OneDnnProducts products = ofThread.get();
    products.run(new OneDnnShape(form, m, n, k), a, aOffset, b, bOffset);
    products.addTo(c, cOffset, m * n, alpha, beta);
  }
}
