package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys from low to high, without high, among which the values of some ranks lie.
 *
 * @param low the lowest key
 * @param high above the highest key
 * @param below how many values lie below low
 * @param size how many values lie within
 * @param ranks from 0, increasing, each in [below, below + size)
 */
record RankInterval(long low, long high, long below, long size, List<Long> ranks)
    implements Serializable {
  /** Whether all values within are equal. */
  boolean isPoint() {
    return high - low == 1;
  }

  /**
   * The parts in which ranks lie.
   *
   * @param edges from low to high, both included, increasing
   * @param counts of the values from each edge to the next
   */
  List<RankInterval> parts(List<Long> edges, List<Long> counts) {
    List<RankInterval> parts = new ArrayList<>();
    long before = below;
    int next = 0;
    for (int part = 0; part < counts.size() && next < ranks.size(); part++) {
      long end = before + counts.get(part);
      int from = next;
      while (next < ranks.size() && ranks.get(next) < end) {
        next++;
      }
      if (next > from) {
        parts.add(
            new RankInterval(
                edges.get(part),
                edges.get(part + 1),
                before,
                counts.get(part),
                List.copyOf(ranks.subList(from, next))));
      }
      before = end;
    }
    return parts;
  }
}
