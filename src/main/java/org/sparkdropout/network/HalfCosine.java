package org.sparkdropout.network;

/** A fall from 1 to 0 along half a cosine: the same bits on every machine. */
public final class HalfCosine {
  private HalfCosine() {}

  /**
   * How much is left of a fall.
   *
   * @param done the part of the fall that is over; below 0 it has not begun, from 1 on it has ended
   * @return in [0, 1]
   */
  public static double left(double done) {
    return done >= 1 ? 0 : (1 + StrictMath.cos(Math.PI * Math.max(0, done))) / 2;
  }

  /**
   * How much is left of a fall that takes up the second half of a time.
   *
   * @param time since the start, at least 0
   * @param end when the fall ends, above 0
   * @return in [0, 1], and 1 in the first half
   */
  public static double leftInSecondHalf(double time, double end) {
    return left(2 * time / end - 1);
  }
}
