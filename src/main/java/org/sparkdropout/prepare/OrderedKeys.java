package org.sparkdropout.prepare;

/** Doubles as whole numbers in the same order, -0.0 as 0.0. */
final class OrderedKeys {
  /** Above the key of every number. */
  static final long END = Long.MAX_VALUE;

  private OrderedKeys() {}

  /** The key of a finite number. */
  static long of(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** The number of a key. */
  static double value(long key) {
    return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
  }
}
