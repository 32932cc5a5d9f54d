package org.sparkdropout.data;

import org.apache.commons.codec.digest.MurmurHash3;
import org.sparkdropout.random.Philox4x32;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

/**
 * A 128-bit hash of a row's content, and the random numbers that hang on it.
 *
 * <p>MurmurHash3 x64 128 over label, weight and features as {@link PackedRow} lays them out; the
 * position is left out. Rows of equal content, and in practice only those, have equal hashes.
 *
 * @param high the first word of the hash
 * @param low the second word of the hash
 */
record ContentHash(long high, long low) {
  private static final int SEED = 0;

  static ContentHash of(byte[] row) {
    int length = row.length - PackedRow.CONTENT;
    long[] words = MurmurHash3.hash128x64(row, PackedRow.CONTENT, length, SEED);
    return new ContentHash(words[0], words[1]);
  }

  /**
   * Draws the row's own 64 uniform bits.
   *
   * <p>The counter's position, step and epoch are 96 bits of the hash; replica and layer are 0.
   */
  long draw(Streams streams, Purpose purpose) {
    int[] block = new int[Philox4x32.WORDS];
    streams.block(block, purpose, 0, (int) low, (int) (high >>> 32), 0, (int) high);
    return ((long) block[0] << 32) | Integer.toUnsignedLong(block[1]);
  }
}
