package org.sparkdropout.random;

/**
 * Standard normal numbers from uniform ones, one to one, by the inverse of the normal distribution.
 *
 * <p>One uniform number gives one normal number (no rejection, no pairs), so a position in a stream
 * has its own value. Uses only IEEE arithmetic, square roots and {@link StrictMath#log}: the same
 * bits on every machine.
 *
 * <p>Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
 * Statistics 37 (1988), function PPND7, relative accuracy about 1e-7. A 32-bit uniform number
 * bounds the result to about 6.3 standard deviations.
 */
public final class Normal {
  private static final double CENTRE = 0.425;

  private Normal() {}

  /**
   * The standard normal quantile of a random word.
   *
   * @param word a uniform 32-bit word
   * @return the quantile of {@link Streams#uniform(int)}
   */
  public static float ofWord(int word) {
    return (float) quantile(Streams.uniform(word));
  }

  /**
   * The value that a standard normal variable stays below with a given probability.
   *
   * @param probability in (0, 1)
   * @return the quantile, with relative accuracy about 1e-7
   */
  static double quantile(double probability) {
    double q = probability - 0.5;
    if (Math.abs(q) <= CENTRE) {
      return centre(q);
    }
    double tail = q < 0 ? probability : 1 - probability;
    double r = Math.sqrt(-StrictMath.log(tail));
    double magnitude = r <= 5 ? nearTail(r - 1.6) : farTail(r - 5);
    return q < 0 ? -magnitude : magnitude;
  }

  private static double centre(double q) {
    double r = 0.180625 - q * q;
    return q
        * (((5.9109374720e1 * r + 1.5929113202e2) * r + 5.0434271938e1) * r + 3.3871327179)
        / (((6.7187563600e1 * r + 7.8757757664e1) * r + 1.7895169469e1) * r + 1.0);
  }

  private static double nearTail(double r) {
    return (((1.7023821103e-1 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
        / ((1.2021132975e-1 * r + 7.3700164250e-1) * r + 1.0);
  }

  private static double farTail(double r) {
    return (((1.7337203997e-2 * r + 4.2868294337e-1) * r + 3.0812263860) * r + 6.6579051150)
        / ((1.2258202635e-2 * r + 2.4197894225e-1) * r + 1.0);
  }
}
