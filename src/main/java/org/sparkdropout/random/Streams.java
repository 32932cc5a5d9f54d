package org.sparkdropout.random;

/**
 * All random numbers of a run: a pure function of (seed, purpose, replica, epoch, step, layer,
 * position).
 *
 * <p>The seed is Philox's 64-bit key. The rest is its 128-bit counter, injectively, so that no two
 * streams ever share a block:
 *
 * <pre>
 *   word 0  position   32 bits, the block within the stream
 *   word 1  step       32 bits, the step within the epoch
 *   word 2  epoch      32 bits
 *   word 3  purpose (4 bits) | layer (12 bits) | replica (16 bits)
 * </pre>
 *
 * <p>Immutable and thread-safe. Nothing here depends on the order of calls.
 */
public final class Streams {
  /** Replicas are numbered in [0, 65536). */
  public static final int MAX_REPLICAS = 1 << 16;

  /** Layers are numbered in [0, 4096). */
  public static final int MAX_LAYERS = 1 << 12;

  private static final double TWO_TO_MINUS_32 = 0x1p-32;

  private final int key0;
  private final int key1;

  /**
   * Names the streams of a run.
   *
   * @param seed any value; different seeds give unrelated streams
   */
  public Streams(long seed) {
    this.key0 = (int) seed;
    this.key1 = (int) (seed >>> 32);
  }

  /**
   * Writes block {@code position} of a stream to {@code out[0..3]}.
   *
   * @param out receives four uniform 32-bit words
   * @param purpose what the numbers are for
   * @param replica in [0, {@link #MAX_REPLICAS})
   * @param epoch any 32 bits
   * @param step any 32 bits
   * @param layer in [0, {@link #MAX_LAYERS})
   * @param position any 32 bits
   */
  public void block(
      int[] out, Purpose purpose, int replica, int epoch, int step, int layer, int position) {
    Philox4x32.block(out, key0, key1, position, step, epoch, tag(purpose, replica, layer));
  }

  /**
   * Draws several blocks of a stream at once, the same as {@link #block} gives one by one.
   *
   * @param lanes receives them: lane i is block {@code first + i x stride}
   * @param count how many, at most the lanes' capacity
   * @param purpose what the numbers are for
   * @param replica in [0, {@link #MAX_REPLICAS})
   * @param epoch any 32 bits
   * @param step any 32 bits
   * @param layer in [0, {@link #MAX_LAYERS})
   * @param first the position of the first block
   * @param stride between the positions of two lanes
   */
  public void blocks(
      BlockLanes lanes,
      int count,
      Purpose purpose,
      int replica,
      int epoch,
      int step,
      int layer,
      int first,
      int stride) {
    lanes.place(count, first, stride);
    lanes.draw(count, key0, key1, step, epoch, tag(purpose, replica, layer));
  }

  /**
   * Draws several blocks of a stream at once, the same as {@link #block} gives one by one.
   *
   * @param lanes receives them
   * @param count how many, at most the lanes' capacity
   * @param purpose what the numbers are for
   * @param replica in [0, {@link #MAX_REPLICAS})
   * @param epoch any 32 bits
   * @param step any 32 bits
   * @param layer in [0, {@link #MAX_LAYERS})
   * @param positions of the blocks, the first {@code count} of them
   */
  public void blocks(
      BlockLanes lanes,
      int count,
      Purpose purpose,
      int replica,
      int epoch,
      int step,
      int layer,
      int[] positions) {
    lanes.place(count, positions);
    lanes.draw(count, key0, key1, step, epoch, tag(purpose, replica, layer));
  }

  private static int tag(Purpose purpose, int replica, int layer) {
    return purpose.code() << 28 | layer << 16 | replica;
  }

  /**
   * Maps a random word to the open interval (0, 1), symmetric about one half.
   *
   * @param word a uniform 32-bit word
   * @return (unsigned word + 1/2) / 2^32
   */
  public static double uniform(int word) {
    return (Integer.toUnsignedLong(word) + 0.5) * TWO_TO_MINUS_32;
  }
}
