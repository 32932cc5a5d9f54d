package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * One pass over the values of some slots, as {@link OrderedKeys}, missing ones imputed.
 *
 * @param <T> what takes the keys
 */
final class KeyPass<T extends KeySink<T>> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] slots;
  private final double[] surrogates;
  private final long stride;
  private final List<T> sinks;

  /**
   * Prepares a pass.
   *
   * @param slots which
   * @param surrogates of all slots; NaN where a missing value is no value
   * @param stride 1 for all rows; otherwise one row in so many, chosen by what is in the blocks
   * @param sinks one for each slot, still empty
   */
  KeyPass(int[] slots, double[] surrogates, long stride, List<T> sinks) {
    this.slots = slots;
    this.surrogates = surrogates;
    this.stride = stride;
    this.sinks = sinks;
  }

  KeyPass<T> add(ColumnBlock block) {
    long first = stride == 1 ? 0 : Math.floorMod(mark(block), stride);
    for (int place = 0; place < slots.length; place++) {
      if (!sinks.get(place).isIdle()) {
        add(block, slots[place], first, sinks.get(place));
      }
    }
    return this;
  }

  private void add(ColumnBlock block, int slot, long first, T sink) {
    double[] values = block.values()[slot];
    for (long row = first; row < block.rows(); row += stride) {
      double given = values[(int) row];
      double value = Double.isNaN(given) ? surrogates[slot] : given;
      if (!Double.isNaN(value)) {
        sink.add(OrderedKeys.of(value));
      }
    }
  }

  /** A number that differs from block to block. */
  private static long mark(ColumnBlock block) {
    double[] row = Arrays.stream(block.values()).mapToDouble(slot -> slot[0]).toArray();
    return Arrays.hashCode(row) * 0x9E3779B97F4A7C15L >>> 1;
  }

  KeyPass<T> merge(KeyPass<T> other) {
    for (int place = 0; place < slots.length; place++) {
      sinks.get(place).merge(other.sinks.get(place));
    }
    return this;
  }

  /** What took the keys of each slot. */
  List<T> sinks() {
    return sinks;
  }
}
