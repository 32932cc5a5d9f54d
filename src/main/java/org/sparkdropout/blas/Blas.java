package org.sparkdropout.blas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.Arrays;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Products of single-precision matrices.
 *
 * <p>Every matrix is row-major and contiguous and starts at an offset in a {@code float[]}: entry
 * (i, j) of a matrix of shape (rows, cols) is at {@code offset + i * cols + j}. The output comes
 * first, and must not overlap the inputs. Shapes and arrays belong to the caller; nothing is
 * allocated. A size of zero is allowed: with {@code k} zero the product is {@code beta * C}. With
 * {@code beta} zero C is overwritten, whatever it held, NaN included.
 *
 * <p>The system property {@value #PROPERTY} chooses the implementation: {@code native} (the
 * default) or {@code java}. Where native cannot load, Java is used and a warning tells why.
 *
 * <p>Thread-safe. A product runs on its caller's thread alone: Spark owns the cores.
 */
public final class Blas {
  /** The system property that chooses the implementation, {@code native} or {@code java}. */
  public static final String PROPERTY = "sparkdropout.blas";

  private static final Logger logger = LoggerFactory.getLogger(Blas.class);

  private final BLAS kernels;
  private final Runnable beforeProduct;
  private final String description;
  private final String kernelFamily;

  private Blas(BLAS kernels, Runnable beforeProduct, String description, String kernelFamily) {
    this.kernels = kernels;
    this.beforeProduct = beforeProduct;
    this.description = description;
    this.kernelFamily = kernelFamily;
  }

  /**
   * The implementation of this JVM, loaded at the first call.
   *
   * @return always the same object
   * @throws IllegalArgumentException if {@value #PROPERTY} is neither {@code native} nor {@code
   *     java}
   */
  public static Blas instance() {
    return Chosen.blas();
  }

  /**
   * The pure Java implementation, many times slower than the native one.
   *
   * @return always the same object
   */
  public static Blas java() {
    return PureJava.BLAS;
  }

  /**
   * Computes C = alpha * A * B + beta * C.
   *
   * @param c C, shape (m, n)
   * @param cOffset where C starts
   * @param a A, shape (m, k)
   * @param aOffset where A starts
   * @param b B, shape (k, n)
   * @param bOffset where B starts
   * @param m rows of C
   * @param n columns of C
   * @param k length of the sums
   * @param alpha factor of the product
   * @param beta factor of what C held; zero overwrites it
   */
  public void multiply(
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
    if (isSum(c, cOffset, m, n, k, beta)) {
      kernels.sgemm("N", "N", n, m, k, alpha, b, bOffset, n, a, aOffset, k, beta, c, cOffset, n);
    }
  }

  /**
   * Computes C = alpha * transpose(A) * B + beta * C.
   *
   * @param c C, shape (m, n)
   * @param cOffset where C starts
   * @param a A, shape (k, m)
   * @param aOffset where A starts
   * @param b B, shape (k, n)
   * @param bOffset where B starts
   * @param m rows of C
   * @param n columns of C
   * @param k length of the sums
   * @param alpha factor of the product
   * @param beta factor of what C held; zero overwrites it
   */
  public void multiplyTransposedA(
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
    if (isSum(c, cOffset, m, n, k, beta)) {
      kernels.sgemm("N", "T", n, m, k, alpha, b, bOffset, n, a, aOffset, m, beta, c, cOffset, n);
    }
  }

  /**
   * Computes C = alpha * A * transpose(B) + beta * C.
   *
   * @param c C, shape (m, n)
   * @param cOffset where C starts
   * @param a A, shape (m, k)
   * @param aOffset where A starts
   * @param b B, shape (n, k)
   * @param bOffset where B starts
   * @param m rows of C
   * @param n columns of C
   * @param k length of the sums
   * @param alpha factor of the product
   * @param beta factor of what C held; zero overwrites it
   */
  public void multiplyTransposedB(
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
    if (isSum(c, cOffset, m, n, k, beta)) {
      kernels.sgemm("T", "N", n, m, k, alpha, b, bOffset, k, a, aOffset, k, beta, c, cOffset, n);
    }
  }

  /**
   * What computes the products, for people: library, version, kernels, threads.
   *
   * @return one line
   */
  public String description() {
    return description;
  }

  /**
   * What the last bits of a product depend on: two JVMs with equal kernel families compute equal
   * bits.
   *
   * @return a short name without blanks, such as {@code openblas-0.3.28-skylakex}
   */
  public String kernelFamily() {
    return kernelFamily;
  }

  @Override
  public String toString() {
    return description;
  }

  /** Readies a product; false if there is nothing to add up, in which case C is done. */
  private boolean isSum(float[] c, int cOffset, int m, int n, int k, float beta) {
    if (m > 0 && n > 0 && k > 0) {
      beforeProduct.run();
      return true;
    }
    if (k == 0) {
      scale(c, cOffset, m * n, beta);
    }
    return false;
  }

  private static void scale(float[] c, int offset, int length, float beta) {
    if (beta == 0f) {
      Arrays.fill(c, offset, offset + length, 0f);
    } else {
      for (int i = offset; i < offset + length; i++) {
        c[i] *= beta;
      }
    }
  }

  /** The implementation that a value of {@link #PROPERTY} names. */
  static Blas choose(String wish) {
    return switch (wish) {
      case "java" -> java();
      case "native" -> nativeOrJava();
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " must be native or java. Provided value: " + wish);
    };
  }

  private static Blas nativeOrJava() {
    try {
      OpenBlas library = OpenBlas.load();
      BLAS kernels = IsolatedNetlib.load(library.path());
      return new Blas(
          kernels, library::useOneThread, library.description(), library.kernelFamily());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      logger.warn(
          "Matrix products run in pure Java, many times slower, because OpenBLAS does not load: {}."
              + " OpenBLAS needs Linux on x86_64 or arm64, its natives in the submitted jar, and a"
              + " folder to unpack to, set by -Dorg.bytedeco.javacpp.cachedir. To choose Java on"
              + " purpose set -D{}=java.",
          e,
          PROPERTY);
      return java();
    }
  }

  /** Holds the pure Java implementation, made at first use. */
  private static final class PureJava {
    static final Blas BLAS = of(JavaBLAS.getInstance());

    private static Blas of(BLAS kernels) {
      String name = kernels.getClass().getSimpleName();
      return new Blas(
          kernels,
          () -> {},
          "pure Java (netlib's " + name + ")",
          "netlib-" + name.toLowerCase(Locale.ROOT));
    }
  }

  /** Holds the chosen implementation, made at first use and logged then. */
  private static final class Chosen {
    private static volatile Blas blas;

    static Blas blas() {
      Blas ready = blas;
      return ready == null ? load() : ready;
    }

    private static synchronized Blas load() {
      if (blas == null) {
        blas = choose(System.getProperty(PROPERTY, "native"));
        logger.info("Matrix products: {}", blas.description());
      }
      return blas;
    }
  }
}
