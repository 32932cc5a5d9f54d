package org.sparkdropout.dropout;

import org.sparkdropout.random.Philox4x32;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

/**
 * Draws 64 independent bits at a time, each one with a given probability, from as few random bits
 * as that probability needs.
 *
 * <p>A bit is one if a uniform number, written in binary, is below the probability. The 64 numbers
 * are compared digit by digit, one random word holding one digit of all 64; the comparison ends
 * when every lane is decided or the probability has no digits left. One half thus costs one random
 * bit a unit, any other probability about eight, and the resolution is 2^-32: the probability is
 * rounded to the nearest multiple of it.
 *
 * <p>The digits of a word have fixed places in the stream, so a bit depends on its position only.
 * Not thread-safe: holds the block being read.
 */
final class Bernoulli {
  private static final int DIGITS = 32;
  private static final int BLOCKS_PER_WORD = DIGITS / 2;

  private final Streams streams;
  private final int replica;
  private final int[] block = new int[Philox4x32.WORDS];

  Bernoulli(Streams streams, int replica) {
    this.streams = streams;
    this.replica = replica;
  }

  /**
   * Draws 64 bits.
   *
   * @param threshold the probability of a one as a multiple of 2^-32, in [0, 2^32]
   * @param position which 64 bits of the layer's mask, at least 0 and below 2^28
   * @return the bits, the first unit in the lowest
   */
  long word(long threshold, int epoch, int step, int layer, int position) {
    if (threshold == 1L << DIGITS) {
      return -1L;
    }
    long ones = 0;
    long undecided = -1L;
    int last = DIGITS - Long.numberOfTrailingZeros(threshold | 1L << DIGITS);
    for (int digit = 0; digit < last && undecided != 0; digit++) {
      long random = random(epoch, step, layer, position, digit);
      boolean one = (threshold >>> (DIGITS - 1 - digit) & 1) != 0;
      if (one) {
        ones |= undecided & ~random;
        undecided &= random;
      } else {
        undecided &= ~random;
      }
    }
    return ones;
  }

  private long random(int epoch, int step, int layer, int position, int digit) {
    int half = (digit & 1) * 2;
    if (half == 0) {
      int place = position * BLOCKS_PER_WORD + digit / 2;
      streams.block(block, Purpose.MASK, replica, epoch, step, layer, place);
    }
    return Integer.toUnsignedLong(block[half]) | (long) block[half + 1] << 32;
  }

  /**
   * A probability as a multiple of 2^-32.
   *
   * @param probability in [0, 1]
   * @return the nearest, in [0, 2^32]
   */
  static long threshold(double probability) {
    return Math.round(probability * 0x1p32);
  }
}
