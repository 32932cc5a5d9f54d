package org.sparkdropout.blas;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Products of single-precision matrices.
 *
 * <p>Every matrix is row-major and contiguous and starts at an offset in a {@code float[]}: entry
 * (i, j) of a matrix of shape (rows, cols) is at {@code offset + i * cols + j}. The output comes
 * first, and must not overlap the inputs. Shapes and arrays belong to the caller; nothing of their
 * size is allocated. A size of zero is allowed: with {@code k} zero the product is {@code beta *
 * C}. With {@code beta} zero C is overwritten, whatever it held, NaN included.
 *
 * <p>The system property {@value #PROPERTY} chooses the implementation: {@code native} (the
 * default) or {@code java}. Where native cannot load, Java is used and a warning tells why.
 *
 * <p>Thread-safe. A product runs on its caller's thread alone: Spark owns the cores.
 */
public abstract class Blas {
  /** The system property that chooses the implementation, {@code native} or {@code java}. */
  public static final String PROPERTY = "sparkdropout.blas";

  private static final Logger logger = LoggerFactory.getLogger(Blas.class);

  private final String description;
  private final String kernelFamily;

  /**
   * An implementation.
   *
   * @param description for people
   * @param kernelFamily what the last bits of a product depend on
   */
  Blas(String description, String kernelFamily) {
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
   * What computes products in a precision, loaded at the first call. Where this machine cannot
   * multiply bfloat16 numbers it is {@link #instance()}, and a warning says what is missing.
   *
   * @param precision of the factors
   * @return always the same object
   */
  public static Blas of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> instance();
      case BFLOAT16 -> Bfloat16.BLAS;
    };
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
  public final void multiply(
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
      product(Form.PLAIN, c, cOffset, a, aOffset, b, bOffset, m, n, k, alpha, beta);
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
  public final void multiplyTransposedA(
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
      product(Form.TRANSPOSED_A, c, cOffset, a, aOffset, b, bOffset, m, n, k, alpha, beta);
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
  public final void multiplyTransposedB(
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
      product(Form.TRANSPOSED_B, c, cOffset, a, aOffset, b, bOffset, m, n, k, alpha, beta);
    }
  }

  /**
   * Says that no matrix of an array is a second operand of this thread's products again after it
   * has changed, until {@link #release()}: what had to be done to it for one product then need not
   * be done again for the next. A thread holds one array at a time; results are the same without.
   *
   * @param operands an array that holds second operands of products
   */
  public void hold(float[] operands) {}

  /** Says that the array of {@link #hold} may change again; nothing if there is none. */
  public void release() {}

  /**
   * Rearranges the weights of layers, once, for products that are computed with them many times.
   *
   * @param rows of every product, at least 1
   * @param values weights and biases; copied
   * @param layers where they are, from the first to the last, one at least; each has as many inputs
   *     as the one before has units
   * @return the layers; nothing where this implementation has no better way than {@link #multiply},
   *     or no memory for it
   */
  public Optional<PackedLayers> pack(int rows, float[] values, List<DenseLayer> layers) {
    return Optional.empty();
  }

  /**
   * What computes the products, for people: library, version, kernels, threads.
   *
   * @return one line
   */
  public final String description() {
    return description;
  }

  /**
   * What multiplies matrices where many rows are scored, for people.
   *
   * @return library, version, instruction set
   */
  public String scoringDescription() {
    return description;
  }

  /**
   * What the last bits of a product depend on: two JVMs with equal kernel families compute equal
   * bits.
   *
   * @return a short name without blanks, such as {@code openblas-0.3.28-skylakex}
   */
  public final String kernelFamily() {
    return kernelFamily;
  }

  /**
   * Whether a product of some JVM was of bfloat16 numbers.
   *
   * @param kernelFamily as that JVM's products told it
   * @return false if it was of floats
   */
  public static boolean multipliesBfloat16(String kernelFamily) {
    return kernelFamily.startsWith(OneDnnLibrary.NAME);
  }

  @Override
  public final String toString() {
    return description;
  }

  /** Which operand of a product is stored transposed. */
  enum Form {
    PLAIN,
    TRANSPOSED_A,
    TRANSPOSED_B
  }

  /** Computes a product of which no size is zero. */
  abstract void product(
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
      float beta);

  /** Whether there is anything to add up; if not, C is done. */
  private static boolean isSum(float[] c, int cOffset, int m, int n, int k, float beta) {
    if (m > 0 && n > 0 && k > 0) {
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
      return NetlibBlas.openBlas();
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

  private static Blas bfloat16OrFloat32() {
    if (System.getProperty(PROPERTY, "native").equals("java")) {
      logger.warn("precision = bfloat16 runs in float32, because {} is java.", PROPERTY);
      return instance();
    }
    try {
      return OneDnnBlas.bfloat16();
    } catch (LinkageError | RuntimeException e) {
      logger.warn(
          "precision = bfloat16 runs in float32, because {}. Set precision = float32, or use"
              + " machines whose processors have AVX512-BF16 or AMX (Intel Cooper Lake, Sapphire"
              + " Rapids and later, AMD from Zen 4 on) and Linux on x86_64.",
          OneDnnLibrary.reason(e));
      return instance();
    }
  }

  /** Holds the pure Java implementation, made at first use. */
  private static final class PureJava {
    static final Blas BLAS = NetlibBlas.pureJava();
  }

  /** Holds what computes products of bfloat16, made at first use and logged then. */
  private static final class Bfloat16 {
    static final Blas BLAS = bfloat16OrFloat32();

    static {
      logger.info("Matrix products of bfloat16: {}", BLAS.description());
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
