package org.sparkdropout.dropout;

import java.util.Arrays;
import org.sparkdropout.random.BlockLanes;
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
 * Words draw their first digits in groups, side by side, and the few that are still undecided go on
 * side by side likewise. Not thread-safe: holds the group being drawn.
 */
final class Bernoulli {
  private static final int DIGITS = 32;
  private static final int BLOCKS_PER_WORD = DIGITS / 2;

  /** Words drawn at once; their lanes fit the first-level cache. */
  private static final int GROUP = 512;

  /** Digits drawn for all words of a group; a word is undecided after eight in one case of five. */
  private static final int TOGETHER = 8;

  private final Streams streams;
  private final int replica;
  private final BlockLanes lanes = new BlockLanes(GROUP);
  private final long[] ones = new long[GROUP];
  private final long[] undecided = new long[GROUP];
  private final int[] open = new int[GROUP];
  private final int[] positions = new int[GROUP];

  Bernoulli(Streams streams, int replica) {
    this.streams = streams;
    this.replica = replica;
  }

  /**
   * Draws words of 64 bits.
   *
   * @param out receives {@code count} words; the first unit of each is in the lowest bit
   * @param count how many words
   * @param threshold the probability of a one as a multiple of 2^-32, in [0, 2^32]
   */
  void words(long[] out, int count, long threshold, int epoch, int step, int layer) {
    for (int from = 0; from < count; from += GROUP) {
      int words = Math.min(GROUP, count - from);
      group(words, threshold, epoch, step, layer, from);
      System.arraycopy(ones, 0, out, from, words);
    }
  }

  private void group(int words, long threshold, int epoch, int step, int layer, int first) {
    boolean certain = threshold == 1L << DIGITS;
    Arrays.fill(ones, 0, words, certain ? -1L : 0L);
    Arrays.fill(undecided, 0, words, certain ? 0L : -1L);
    int last = DIGITS - Long.numberOfTrailingZeros(threshold | 1L << DIGITS);
    int together = Math.min(last, TOGETHER);
    for (int digit = 0; digit < together; digit += 2) {
      int place = first * BLOCKS_PER_WORD + digit / 2;
      streams.blocks(
          lanes, words, Purpose.MASK, replica, epoch, step, layer, place, BLOCKS_PER_WORD);
      compare(words, digit(threshold, digit), lanes.word(0), lanes.word(1));
      if (digit + 1 < last) {
        compare(words, digit(threshold, digit + 1), lanes.word(2), lanes.word(3));
      }
    }
    int left = listUndecided(words);
    for (int digit = TOGETHER; digit < last && left > 0; digit += 2) {
      left = goOn(left, threshold, digit, last, epoch, step, layer, first);
    }
  }

  /** Lists the words that are undecided; returns how many. */
  private int listUndecided(int words) {
    int count = 0;
    for (int word = 0; word < words; word++) {
      open[count] = word;
      count += undecided[word] == 0 ? 0 : 1;
    }
    return count;
  }

  /** Compares two digits of the words that are listed, and lists those still undecided. */
  private int goOn(
      int count, long threshold, int digit, int last, int epoch, int step, int layer, int first) {
    for (int i = 0; i < count; i++) {
      positions[i] = (first + open[i]) * BLOCKS_PER_WORD + digit / 2;
    }
    streams.blocks(lanes, count, Purpose.MASK, replica, epoch, step, layer, positions);
    int left = 0;
    for (int i = 0; i < count; i++) {
      int word = open[i];
      compare(word, digit(threshold, digit), lanes.word(0)[i], lanes.word(1)[i]);
      if (digit + 1 < last) {
        compare(word, digit(threshold, digit + 1), lanes.word(2)[i], lanes.word(3)[i]);
      }
      open[left] = word;
      left += undecided[word] == 0 ? 0 : 1;
    }
    return left;
  }

  /** A digit of the threshold, the most significant first: all bits one, or none. */
  private static long digit(long threshold, int digit) {
    return -((threshold >>> (DIGITS - 1 - digit)) & 1);
  }

  /** Compares a digit of the threshold with one of each word, given in halves. */
  private void compare(int words, long digit, long[] low, long[] high) {
    for (int word = 0; word < words; word++) {
      compare(word, digit, low[word], high[word]);
    }
  }

  private void compare(int word, long digit, long low, long high) {
    long differs = ((low & 0xFFFFFFFFL) | (high << 32)) ^ digit;
    ones[word] |= undecided[word] & differs & digit;
    undecided[word] &= ~differs;
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
