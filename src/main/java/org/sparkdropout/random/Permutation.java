package org.sparkdropout.random;

/**
 * A random order of 0..size-1 that is computed position by position, without storing it.
 *
 * <p>A Feistel cipher over the smallest even number of bits that holds {@code size}, with Philox's
 * multiplications as round function and round keys from the {@link Purpose#BATCH_ORDER} stream;
 * values outside the range are enciphered again until they fall inside (cycle walking, at most four
 * trials on average). A replica can thus start anywhere in an epoch at no cost.
 *
 * <p>Source: Mitchell, Stokes, Frank, Holmes, "Bandwidth-optimal random shuffling for GPUs", ACM
 * TOPC 9 (2022), section 4. We use equal halves, and cycle walking in place of their compaction.
 *
 * <p>Owns the lanes in which positions are computed side by side; not thread-safe.
 */
public final class Permutation {
  private static final int ROUNDS = 24;
  private static final int LANES = 128;
  private static final long MULTIPLIER = 0xD2B74407B1CE6E93L;
  private static final long LOW_32 = 0xFFFFFFFFL;

  private final int size;
  private final int halfBits;
  private final int halfMask;
  private final int[] keys = new int[ROUNDS];
  private final long[] left = new long[LANES];
  private final long[] right = new long[LANES];
  private final int[] place = new int[LANES];

  /**
   * Draws the order of one replica's rows in one epoch.
   *
   * @param streams the run's streams
   * @param replica the replica's number
   * @param epoch the epoch
   * @param size the number of rows, at least 0
   */
  public Permutation(Streams streams, int replica, int epoch, int size) {
    this.size = size;
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(size - 1, 1));
    this.halfBits = (bits + 1) / 2;
    this.halfMask = (1 << halfBits) - 1;
    int[] block = new int[Philox4x32.WORDS];
    for (int round = 0; round < ROUNDS; round += block.length) {
      streams.block(block, Purpose.BATCH_ORDER, replica, epoch, 0, 0, round / block.length);
      System.arraycopy(block, 0, keys, round, block.length);
    }
  }

  /**
   * The element at a position of the order.
   *
   * @param position in [0, size)
   * @return a value in [0, size), different for every position
   */
  public int at(int position) {
    int value = position;
    do {
      value = encipher(value);
    } while (Integer.compareUnsigned(value, size) >= 0);
    return value;
  }

  /**
   * The elements at consecutive positions of the order, computed side by side.
   *
   * @param out receives {@code count} elements
   * @param from the first position, at least 0
   * @param count how many, at most {@code size - from}
   */
  public void at(int[] out, int from, int count) {
    for (int done = 0; done < count; done += LANES) {
      int lanes = Math.min(LANES, count - done);
      for (int i = 0; i < lanes; i++) {
        place[i] = done + i;
        load(i, from + done + i);
      }
      while (lanes > 0) {
        encipherLanes(lanes);
        lanes = store(out, lanes);
      }
    }
  }

  private void load(int lane, int value) {
    left[lane] = Integer.toUnsignedLong(value) >>> halfBits;
    right[lane] = value & halfMask;
  }

  /** {@link #encipher(int)} of the values in the lanes, halves kept apart. */
  private void encipherLanes(int lanes) {
    for (int key : keys) {
      round(lanes, Integer.toUnsignedLong(key));
    }
  }

  /** Gives out values within range; moves others to the first lanes, to be enciphered again. */
  private int store(int[] out, int lanes) {
    int outside = 0;
    for (int i = 0; i < lanes; i++) {
      int value = (int) (left[i] << halfBits | right[i]);
      if (Integer.compareUnsigned(value, size) < 0) {
        out[place[i]] = value;
      } else {
        load(outside, value);
        place[outside++] = place[i];
      }
    }
    return outside;
  }

  private void round(int lanes, long key) {
    for (int i = 0; i < lanes; i++) {
      long before = right[i];
      long product = MULTIPLIER * before;
      long mixed = ((product >>> 32) ^ product ^ key) & LOW_32;
      mixed ^= mixed >>> 16;
      long next = left[i] ^ (((mixed * 0x9E3779B1L) & LOW_32) >>> (32 - halfBits));
      left[i] = before;
      right[i] = next & halfMask;
    }
  }

  private int encipher(int value) {
    int left = value >>> halfBits;
    int right = value & halfMask;
    for (int key : keys) {
      long product = MULTIPLIER * Integer.toUnsignedLong(right);
      int mixed = (int) (product >>> 32) ^ (int) product ^ key;
      mixed ^= mixed >>> 16;
      int next = left ^ ((mixed * 0x9E3779B1) >>> (32 - halfBits));
      left = right;
      right = next & halfMask;
    }
    return (left << halfBits) | right;
  }
}
