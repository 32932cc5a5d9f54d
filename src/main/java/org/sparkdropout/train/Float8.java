package org.sparkdropout.train;

/**
 * Numbers of 8 bits, of which those of an array have a power of two in common: a sign, 4 bits of an
 * exponent and 3 of a fraction. The format is E4M3 of Micikevicius et al. 2022, "FP8 formats for
 * deep learning", section 3, with a range that lies where the largest number is.
 *
 * <p>Rounded at random, up with a probability that grows with what is cut off, so that the mean of
 * many roundings is the number itself (Gupta et al. 2015, "Deep learning with limited numerical
 * precision", section 3). Then the average of replicas is not biased, and nobody has to remember
 * what was cut off.
 *
 * <p>Immutable and thread-safe.
 */
final class Float8 {
  /** Stands for what is no finite number. */
  static final byte NOT_FINITE = 0x7F;

  private static final int FRACTION_BITS = 3;

  /** Of the fraction of a float, those that are cut off. */
  private static final int CUT_BITS = 20;

  private static final int RANDOM_BITS = 16;

  /** Of the number whose code is 8, the least with a whole fraction: 2^-15. */
  private static final int LEAST_EXPONENT = -15;

  private static final float LEAST = 0x1p-15f;

  /** What a float of that size has before its cut bits, less its code. */
  private static final int OFFSET = (LEAST_EXPONENT + 127 - 1) << FRACTION_BITS;

  private final double toUnit;
  private final float[] values = new float[1 << Byte.SIZE];

  /**
   * The format of an array.
   *
   * @param top all its finite numbers are less than 2^(top - 1) in size
   */
  Float8(int top) {
    this.toUnit = Math.scalb(1.0, -top);
    for (int code = 0; code < values.length; code++) {
      double size = Math.scalb(size(code & NOT_FINITE), top);
      values[code] = (float) (code > NOT_FINITE ? -size : size);
    }
  }

  /** The top of an array whose largest size is given. */
  static int top(float largest) {
    return Math.getExponent(largest) + 2 + (largest < Float.MIN_NORMAL ? denormal(largest) : 0);
  }

  /** What the exponent of a float below the least normal one is too large by, at most 0. */
  private static int denormal(float largest) {
    return largest == 0 ? 0 : Math.getExponent((double) largest) - Math.getExponent(largest);
  }

  private static double size(int code) {
    int fraction = code & ((1 << FRACTION_BITS) - 1);
    int exponent = code >> FRACTION_BITS;
    return exponent == 0
        ? Math.scalb(fraction, LEAST_EXPONENT - FRACTION_BITS)
        : Math.scalb(
            (1 << FRACTION_BITS) + fraction, exponent - 1 + LEAST_EXPONENT - FRACTION_BITS);
  }

  /**
   * Rounds.
   *
   * @param value a number of the array
   * @param random uniform in [0, 2^16)
   * @return its code
   */
  byte code(float value, int random) {
    float size = (float) (Math.abs(value) * toUnit);
    if (!(size <= 1)) {
      return NOT_FINITE;
    }
    int code =
        size < LEAST
            ? (int) (size / LEAST * (1 << FRACTION_BITS) + (random + 0.5f) * 0x1p-16f)
            : ((Float.floatToRawIntBits(size) + (random << (CUT_BITS - RANDOM_BITS))) >>> CUT_BITS)
                - OFFSET;
    return (byte) (value < 0 ? code | 1 << (Byte.SIZE - 1) : code);
  }

  /** The number that a code stands for. */
  float value(byte code) {
    return code == NOT_FINITE ? Float.NaN : values[Byte.toUnsignedInt(code)];
  }
}
