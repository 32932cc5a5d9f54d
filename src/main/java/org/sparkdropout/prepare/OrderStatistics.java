package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;

/**
 * The values of given ranks of many slots: exactly those that sorting would put there, whatever the
 * order of the rows and the partitions.
 *
 * <p>A few passes over all slots at once. A sample tells between which values the ranks are likely
 * to lie; a pass counts what is between them; that is repeated with finer bins until what lies in
 * them is few enough to be sorted on the driver. The sample decides how long it takes, never the
 * result. Memory is bounded: a few hundred edges a slot, and some millions of values in all.
 */
final class OrderStatistics {
  /** Values that the driver sorts at most: 32 MB. */
  private static final long MOST_VALUES = 1L << 22;

  private static final int LEAST_SAMPLE = 4096;
  private static final int SAMPLE_A_RANK = 32;
  private static final int PARTS = 16;

  private final JavaRDD<ColumnBlock> blocks;
  private final double[] surrogates;
  private final long mostValues;

  /**
   * Prepares a search.
   *
   * @param surrogates of missing values of each slot; NaN for none
   */
  OrderStatistics(JavaRDD<ColumnBlock> blocks, double[] surrogates) {
    this(blocks, surrogates, MOST_VALUES);
  }

  /** With another number of values that the driver sorts at most. */
  OrderStatistics(JavaRDD<ColumnBlock> blocks, double[] surrogates, long mostValues) {
    this.blocks = blocks;
    this.surrogates = surrogates;
    this.mostValues = mostValues;
  }

  /**
   * The values of ranks.
   *
   * @param counts how many values each slot has, imputed ones included
   * @param ranks of each slot, increasing, each in [0, count); none for a slot of no interest
   * @return (slots, ranks)
   */
  double[][] values(long[] counts, List<List<Long>> ranks) {
    double[][] values = new double[counts.length][];
    List<Integer> group = new ArrayList<>();
    int most = groupSize(ranks);
    for (int slot = 0; slot < counts.length; slot++) {
      values[slot] = new double[0];
      if (!ranks.get(slot).isEmpty()) {
        group.add(slot);
      }
      if (group.size() == most || (slot == counts.length - 1 && !group.isEmpty())) {
        search(group, counts, ranks, values);
        group.clear();
      }
    }
    return values;
  }

  /** Slots that are searched together, so that their samples and edges stay few. */
  private int groupSize(List<List<Long>> ranks) {
    int most = ranks.stream().mapToInt(List::size).max().orElse(1);
    return (int) Math.max(1, MOST_VALUES / (4L * sampleSize(most)));
  }

  private static int sampleSize(int ranks) {
    return Math.max(LEAST_SAMPLE, SAMPLE_A_RANK * ranks);
  }

  private void search(
      List<Integer> group, long[] counts, List<List<Long>> ranks, double[][] values) {
    int[] slots = group.stream().mapToInt(Integer::intValue).toArray();
    List<List<RankInterval>> open = new ArrayList<>();
    List<TreeMap<Long, Long>> found = new ArrayList<>();
    for (int slot : slots) {
      open.add(
          List.of(
              new RankInterval(Long.MIN_VALUE, OrderedKeys.END, 0, counts[slot], ranks.get(slot))));
      found.add(new TreeMap<>());
    }
    if (size(open) > mostValues) {
      open = settle(narrow(slots, open, sampled(slots, open)), found);
    }
    while (size(open) > mostValues) {
      open = settle(narrow(slots, open, parted(open)), found);
    }
    collect(slots, open, found);
    for (int place = 0; place < slots.length; place++) {
      values[slots[place]] =
          found.get(place).values().stream().mapToDouble(OrderedKeys::value).toArray();
    }
  }

  private static long size(List<List<RankInterval>> open) {
    return open.stream().flatMap(List::stream).mapToLong(RankInterval::size).sum();
  }

  /** Takes out the intervals of one key: it is the value of their ranks. */
  private static List<List<RankInterval>> settle(
      List<List<RankInterval>> parts, List<TreeMap<Long, Long>> found) {
    List<List<RankInterval>> open = new ArrayList<>();
    for (int place = 0; place < parts.size(); place++) {
      TreeMap<Long, Long> known = found.get(place);
      for (RankInterval part : parts.get(place)) {
        if (part.isPoint()) {
          part.ranks().forEach(rank -> known.put(rank, part.low()));
        }
      }
      open.add(parts.get(place).stream().filter(part -> !part.isPoint()).toList());
    }
    return open;
  }

  /** Counts between edges, and keeps the parts in which ranks lie. */
  private List<List<RankInterval>> narrow(
      int[] slots, List<List<RankInterval>> open, List<TreeSet<Long>> splitters) {
    List<KeyBins> empty = new ArrayList<>();
    for (int place = 0; place < open.size(); place++) {
      TreeSet<Long> all = splitters.get(place);
      open.get(place).forEach(interval -> all.addAll(List.of(interval.low(), interval.high())));
      empty.add(new KeyBins(all.stream().mapToLong(Long::longValue).toArray()));
    }
    List<KeyBins> bins = pass(slots, 1, empty);
    List<List<RankInterval>> parts = new ArrayList<>();
    for (int place = 0; place < open.size(); place++) {
      parts.add(bins.get(place).parts(open.get(place)));
    }
    return parts;
  }

  /** Equal parts of each interval. */
  private static List<TreeSet<Long>> parted(List<List<RankInterval>> open) {
    List<TreeSet<Long>> splitters = new ArrayList<>();
    for (List<RankInterval> intervals : open) {
      TreeSet<Long> edges = new TreeSet<>();
      for (RankInterval interval : intervals) {
        long step = Math.max(1, Long.divideUnsigned(interval.high() - interval.low(), PARTS));
        for (int part = 1; part < PARTS; part++) {
          long edge = interval.low() + part * step;
          if (edge > interval.low() && edge < interval.high()) {
            edges.add(edge);
          }
        }
      }
      splitters.add(edges);
    }
    return splitters;
  }

  /**
   * Values of a sample near the ranks; each is in a bin of its own, for it may be a frequent one.
   */
  private List<TreeSet<Long>> sampled(int[] slots, List<List<RankInterval>> open) {
    int most = open.stream().mapToInt(slot -> slot.get(0).ranks().size()).max().orElse(1);
    List<long[]> sample = sample(slots, open.get(0).get(0), sampleSize(most));
    List<TreeSet<Long>> splitters = new ArrayList<>();
    for (int place = 0; place < open.size(); place++) {
      RankInterval whole = open.get(place).get(0);
      TreeSet<Long> edges = new TreeSet<>();
      for (long rank : whole.ranks()) {
        near(sample.get(place), (rank + 0.5) / whole.size(), edges);
      }
      splitters.add(edges);
    }
    return splitters;
  }

  /** Four standard deviations around a share of a sorted sample. */
  private static void near(long[] sample, double share, TreeSet<Long> edges) {
    double spread = 4 * Math.sqrt(share * (1 - share) * sample.length) + 2;
    int from = (int) Math.max(0, Math.floor(share * sample.length - spread));
    int to = (int) Math.min(sample.length - 1, Math.ceil(share * sample.length + spread));
    for (int place = from; place <= to; place++) {
      edges.add(sample[place]);
      edges.add(sample[place] + 1);
    }
  }

  /** The keys of about so many rows, sorted, by slot. */
  private List<long[]> sample(int[] slots, RankInterval whole, int size) {
    List<KeyList> lists = new ArrayList<>();
    for (int place = 0; place < slots.length; place++) {
      lists.add(new KeyList(List.of(whole)));
    }
    long stride = Math.max(1, whole.size() / size);
    return pass(slots, stride, lists).stream().map(KeyList::sorted).toList();
  }

  private <T extends KeySink<T>> List<T> pass(int[] slots, long stride, List<T> empty) {
    KeyPass<T> pass = new KeyPass<>(slots, surrogates, stride, empty);
    return blocks.treeAggregate(pass, KeyPass::add, KeyPass::merge).sinks();
  }

  private void collect(
      int[] slots, List<List<RankInterval>> open, List<TreeMap<Long, Long>> found) {
    if (size(open) == 0) {
      return;
    }
    List<KeyList> empty = new ArrayList<>();
    open.forEach(intervals -> empty.add(new KeyList(intervals)));
    List<KeyList> lists = pass(slots, 1, empty);
    for (int place = 0; place < slots.length; place++) {
      long[] keys = lists.get(place).sorted();
      for (RankInterval interval : open.get(place)) {
        int start = lowerBound(keys, interval.low());
        for (long rank : interval.ranks()) {
          found.get(place).put(rank, keys[start + (int) (rank - interval.below())]);
        }
      }
    }
  }

  /** The place of the first key that is not below another. */
  private static int lowerBound(long[] keys, long low) {
    int from = 0;
    int to = keys.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (keys[middle] < low) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
