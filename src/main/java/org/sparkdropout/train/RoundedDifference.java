package org.sparkdropout.train;

import java.util.Arrays;
import org.sparkdropout.random.BlockLanes;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

/**
 * What a round has added to each array of a replica's state, as {@link Float8}. Which way a number
 * is rounded is a pure function of (seed, replica, epoch, first step of the round, array,
 * position).
 *
 * <p>A class of arrays: it crosses a task boundary, and Kryo cannot read records.
 */
final class RoundedDifference implements SentState {
  private static final long serialVersionUID = 1L;

  /** Blocks drawn at once; each has eight random numbers. */
  private static final int BLOCKS = 256;

  private static final int PER_BLOCK = 8;
  private static final int RANDOM = 0xFFFF;
  private static final int RANDOM_BITS = 16;

  /** {@link Float8#top} of each array. */
  private final int[] tops;

  /** {@link Float8#code} of each number of each array. */
  private final byte[][] codes;

  private RoundedDifference(int[] tops, byte[]... codes) {
    this.tops = tops;
    this.codes = codes;
  }

  /**
   * Rounds.
   *
   * @param start the state before the round
   * @param end the state after it, laid out alike
   * @param streams of the run
   * @param replica that has trained
   * @param round that has ended
   */
  static RoundedDifference of(
      TrainState start, TrainState end, Streams streams, int replica, Round round) {
    int arrays = end.all().length;
    int[] tops = new int[arrays];
    byte[][] codes = new byte[arrays][];
    BlockLanes lanes = new BlockLanes(BLOCKS);
    for (int array = 0; array < arrays; array++) {
      float[] before = start.all()[array];
      float[] after = end.all()[array];
      tops[array] = Float8.top(largest(before, after));
      codes[array] = new byte[after.length];
      Float8 format = new Float8(tops[array]);
      for (int block = 0; (long) block * PER_BLOCK < after.length; block += BLOCKS) {
        streams.blocks(
            lanes,
            BLOCKS,
            Purpose.AVERAGING,
            replica,
            round.epoch(),
            round.firstStep(),
            array,
            block,
            1);
        round(before, after, block * PER_BLOCK, lanes, format, codes[array]);
      }
    }
    return new RoundedDifference(tops, codes);
  }

  /** The largest finite size of a difference. */
  private static float largest(float[] before, float[] after) {
    float largest = 0;
    for (int i = 0; i < after.length; i++) {
      float size = Math.abs(after[i] - before[i]);
      if (size > largest && size <= Float.MAX_VALUE) {
        largest = size;
      }
    }
    return largest;
  }

  /** Rounds the numbers for which random ones have been drawn. */
  private static void round(
      float[] before, float[] after, int from, BlockLanes lanes, Float8 format, byte[] codes) {
    int to = Math.min(after.length, from + BLOCKS * PER_BLOCK);
    for (int i = from; i < to; i++) {
      int place = i - from;
      long word = lanes.word(place % PER_BLOCK / 2)[place / PER_BLOCK];
      int random = (int) (place % 2 == 0 ? word & RANDOM : word >>> RANDOM_BITS);
      codes[i] = format.code(after[i] - before[i], random);
    }
  }

  @Override
  public SentState range(int from, int to) {
    return new RoundedDifference(
        tops,
        Arrays.stream(codes)
            .map(array -> Arrays.copyOfRange(array, from, to))
            .toArray(byte[][]::new));
  }

  @Override
  public TrainState arrived() {
    float[][] arrays = new float[codes.length][];
    for (int array = 0; array < codes.length; array++) {
      arrays[array] = values(new Float8(tops[array]), codes[array]);
    }
    return TrainState.ofAll(arrays);
  }

  private static float[] values(Float8 format, byte[] codes) {
    float[] values = new float[codes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = format.value(codes[i]);
    }
    return values;
  }

  @Override
  public boolean isDifference() {
    return true;
  }
}
