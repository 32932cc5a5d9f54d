package org.sparkdropout.prepare;

import java.util.Arrays;
import java.util.List;

/** The keys that lie in some intervals. */
final class KeyList implements KeySink<KeyList> {
  private static final long serialVersionUID = 1L;

  private final long[] lows;
  private final long[] highs;
  private long[] keys = new long[16];
  private int size;

  /** No keys yet; the intervals are increasing and do not overlap. */
  KeyList(List<RankInterval> intervals) {
    this.lows = intervals.stream().mapToLong(RankInterval::low).toArray();
    this.highs = intervals.stream().mapToLong(RankInterval::high).toArray();
  }

  @Override
  public boolean isIdle() {
    return lows.length == 0;
  }

  /** Adds a key if it lies in one of them. */
  @Override
  public void add(long key) {
    if (key < lows[0] || key >= highs[highs.length - 1]) {
      return;
    }
    int found = Arrays.binarySearch(lows, key);
    int interval = found >= 0 ? found : -found - 2;
    if (key < highs[interval]) {
      push(key);
    }
  }

  private void push(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    keys[size++] = key;
  }

  @Override
  public KeyList merge(KeyList other) {
    int all = size + other.size;
    if (all > keys.length) {
      keys = Arrays.copyOf(keys, Math.max(all, 2 * keys.length));
    }
    System.arraycopy(other.keys, 0, keys, size, other.size);
    size = all;
    return this;
  }

  /** All keys, in order. */
  long[] sorted() {
    long[] sorted = Arrays.copyOf(keys, size);
    Arrays.sort(sorted);
    return sorted;
  }
}
