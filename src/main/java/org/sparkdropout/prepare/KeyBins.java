package org.sparkdropout.prepare;

import java.util.Arrays;
import java.util.List;

/** Counts keys between edges. */
final class KeyBins implements KeySink<KeyBins> {
  private static final long serialVersionUID = 1L;

  private final long[] edges;

  /** Of the keys below the first edge, from each edge to the next, and from the last one on. */
  private final long[] counts;

  /** Counts between edges, which are increasing: none, or two or more. */
  KeyBins(long[] edges) {
    this.edges = edges;
    this.counts = new long[edges.length + 1];
  }

  @Override
  public boolean isIdle() {
    return edges.length == 0;
  }

  @Override
  public void add(long key) {
    counts[bin(key)]++;
  }

  /** Most keys lie outside the inner edges, where the search is for a few ranks. */
  private int bin(long key) {
    int last = edges.length - 1;
    if (key < edges[1]) {
      return key < edges[0] ? 0 : 1;
    }
    if (key >= edges[last - 1]) {
      return key >= edges[last] ? edges.length : last;
    }
    int found = Arrays.binarySearch(edges, key);
    return found >= 0 ? found + 1 : -found - 1;
  }

  @Override
  public KeyBins merge(KeyBins other) {
    for (int bin = 0; bin < counts.length; bin++) {
      counts[bin] += other.counts[bin];
    }
    return this;
  }

  /** The parts of intervals of which low and high are edges. */
  List<RankInterval> parts(List<RankInterval> intervals) {
    return intervals.stream()
        .flatMap(
            interval -> {
              int from = Arrays.binarySearch(edges, interval.low());
              int to = Arrays.binarySearch(edges, interval.high());
              List<Long> inner = Arrays.stream(edges, from, to + 1).boxed().toList();
              List<Long> within = Arrays.stream(counts, from + 1, to + 1).boxed().toList();
              return interval.parts(inner, within).stream();
            })
        .toList();
  }
}
