package org.sparkdropout.random;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Many blocks of {@link Philox4x32} computed side by side: loops over lanes, which the JIT compiler
 * turns into vector instructions where the CPU multiplies 64-bit integers in vectors. The words are
 * those of {@link Philox4x32#block}.
 *
 * <p>Lane i of word w is {@code word(w)[i]}, in the low 32 bits of a long whose high bits are zero.
 * Owns its storage; not thread-safe.
 */
public final class BlockLanes {
  private final long[] c0;
  private final long[] c1;
  private final long[] c2;
  private final long[] c3;
  private final long[] numbers;

  /**
   * Storage for blocks.
   *
   * @param capacity the most blocks of a draw, at least 1
   */
  public BlockLanes(int capacity) {
    this.c0 = new long[capacity];
    this.c1 = new long[capacity];
    this.c2 = new long[capacity];
    this.c3 = new long[capacity];
    this.numbers = LongStream.range(0, capacity).toArray();
  }

  /**
   * The most blocks of a draw.
   *
   * @return at least 1
   */
  public int capacity() {
    return c0.length;
  }

  /**
   * A word of all lanes.
   *
   * @param word in [0, 4)
   * @return the array itself, overwritten by the next draw
   */
  public long[] word(int word) {
    return switch (word) {
      case 0 -> c0;
      case 1 -> c1;
      case 2 -> c2;
      case 3 -> c3;
      default -> throw new IllegalArgumentException("word must be in [0, 4). Provided: " + word);
    };
  }

  /** Sets the lowest word of the counter of lane i to {@code first + i x stride}, modulo 2^32. */
  void place(int count, int first, int stride) {
    for (int i = 0; i < count; i++) {
      c0[i] = (first + numbers[i] * stride) & Philox4x32.LOW_32;
    }
  }

  /** Sets the lowest words of the counters. */
  void place(int count, int[] positions) {
    for (int i = 0; i < count; i++) {
      c0[i] = positions[i] & Philox4x32.LOW_32;
    }
  }

  /** Draws blocks whose counters have the lowest word that was placed and equal others. */
  void draw(int count, int key0, int key1, int counter1, int counter2, int counter3) {
    Arrays.fill(c1, 0, count, counter1 & Philox4x32.LOW_32);
    Arrays.fill(c2, 0, count, counter2 & Philox4x32.LOW_32);
    Arrays.fill(c3, 0, count, counter3 & Philox4x32.LOW_32);
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < Philox4x32.ROUNDS; round++) {
      round(count, k0 & Philox4x32.LOW_32, k1 & Philox4x32.LOW_32);
      k0 += Philox4x32.WEYL_0;
      k1 += Philox4x32.WEYL_1;
    }
  }

  /** One round at a time: the JIT compiler does not turn a longer loop into vector instructions. */
  private void round(int count, long k0, long k1) {
    for (int i = 0; i < count; i++) {
      long product0 = Philox4x32.MULTIPLIER_0 * c0[i];
      long product1 = Philox4x32.MULTIPLIER_1 * c2[i];
      c0[i] = (product1 >>> 32) ^ c1[i] ^ k0;
      c1[i] = product1 & Philox4x32.LOW_32;
      c2[i] = (product0 >>> 32) ^ c3[i] ^ k1;
      c3[i] = product0 & Philox4x32.LOW_32;
    }
  }
}
