package org.sparkdropout.network;

/**
 * e^x in plain IEEE arithmetic: the same bits on every machine, at a fraction of the time of {@link
 * StrictMath#exp}.
 *
 * <p>x is split into k ln 2 + r with |r| at most half of ln 2; e^r is its Taylor polynomial of
 * degree 12, and 2^k goes into the exponent. Relative error below 1e-15; below -708 the result is
 * 0, above 709 infinity.
 */
public final class Exponential {
  private static final double SMALLEST = -708;
  private static final double LARGEST = 709;
  private static final double LOG2_E = 1.4426950408889634;

  /** ln 2 in two parts, the first with enough zeros at its end that k times it is exact. */
  private static final double LN2_HIGH = 0.6931471803691238;

  private static final double LN2_LOW = 1.9082149292705877e-10;

  private Exponential() {}

  /**
   * e^x.
   *
   * @param x any number
   * @return the same bits on every machine
   */
  public static double of(double x) {
    if (x < SMALLEST) {
      return 0;
    }
    if (x > LARGEST) {
      return Double.POSITIVE_INFINITY;
    }
    double k = Math.rint(x * LOG2_E);
    double r = (x - k * LN2_HIGH) - k * LN2_LOW;
    return polynomial(r) * Double.longBitsToDouble(((long) k + 1023) << 52);
  }

  private static double polynomial(double r) {
    double high = 1 / 362880.0 + r * (1 / 3628800.0 + r * (1 / 39916800.0 + r * (1 / 479001600.0)));
    double middle = 1 / 120.0 + r * (1 / 720.0 + r * (1 / 5040.0 + r * (1 / 40320.0 + r * high)));
    return 1 + r * (1 + r * (1 / 2.0 + r * (1 / 6.0 + r * (1 / 24.0 + r * middle))));
  }
}
