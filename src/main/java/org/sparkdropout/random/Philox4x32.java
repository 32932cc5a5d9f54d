package org.sparkdropout.random;

/**
 * The counter-based generator Philox4x32-10: 128 random bits as a pure function of a 64-bit key and
 * a 128-bit counter.
 *
 * <p>Stateless, therefore thread-safe. Distinct (key, counter) pairs never share a block; for a
 * fixed key the map from counters to blocks is a bijection.
 *
 * <p>Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
 * section 3.3. Checked against the known answers of the Random123 library.
 */
public final class Philox4x32 {
  /** The number of 32-bit words in a block. */
  public static final int WORDS = 4;

  static final int ROUNDS = 10;
  static final long MULTIPLIER_0 = 0xD2511F53L;
  static final long MULTIPLIER_1 = 0xCD9E8D57L;
  static final int WEYL_0 = 0x9E3779B9;
  static final int WEYL_1 = 0xBB67AE85;
  static final long LOW_32 = 0xFFFFFFFFL;

  private Philox4x32() {}

  /**
   * Writes the block of a key and a counter to {@code out[0..3]}.
   *
   * @param out receives four words, each uniform over all 2^32 values
   * @param key0 the low word of the key
   * @param key1 the high word of the key
   * @param counter0 the lowest word of the counter
   * @param counter1 the second word of the counter
   * @param counter2 the third word of the counter
   * @param counter3 the highest word of the counter
   */
  public static void block(
      int[] out, int key0, int key1, int counter0, int counter1, int counter2, int counter3) {
    int k0 = key0;
    int k1 = key1;
    int c0 = counter0;
    int c1 = counter1;
    int c2 = counter2;
    int c3 = counter3;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW_32);
      long product1 = MULTIPLIER_1 * (c2 & LOW_32);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }
}
