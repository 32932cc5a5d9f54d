package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.spark.api.java.JavaRDD;

/**
 * Points of a {@link SlotScale.Quantile} from training rows.
 *
 * <p>A point lies at each of {@value #POINTS} quantiles, evenly spaced from the lowest to the
 * highest value, or at each value where there are fewer rows; and closer together in the two tails,
 * where the scores of the normal distribution spread. A quantile between two ranks is interpolated.
 * Its score is that of the normal distribution, no further out than {@value #LEAST_SHARE} of the
 * rows; values that are equal get the score of the middle of their quantiles, but for the lowest
 * and the highest value, which get the outermost scores. So far it is what scikit-learn's
 * QuantileTransformer does; between points it interpolates shares, here scores are interpolated.
 */
final class QuantileFit {
  private static final int POINTS = 256;
  private static final double LEAST_SHARE = 1e-7;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private QuantileFit() {}

  /** The scales of all slots; missing values count as their surrogates. */
  static List<SlotScale> scales(
      JavaRDD<ColumnBlock> blocks, SlotRanges ranges, double[] surrogates) {
    long[] counts = new long[ranges.width()];
    Arrays.setAll(
        counts, slot -> Double.isNaN(surrogates[slot]) ? ranges.count(slot) : ranges.rows());
    double[] shares = shares(ranges.rows());
    List<List<Long>> ranks = new ArrayList<>();
    for (long count : counts) {
      ranks.add(count == 0 ? List.of() : ranks(shares, count));
    }
    double[][] values = new OrderStatistics(blocks, surrogates).values(counts, ranks);
    List<SlotScale> scales = new ArrayList<>();
    for (int slot = 0; slot < counts.length; slot++) {
      scales.add(scale(shares, ranks.get(slot), values[slot], counts[slot]));
    }
    return scales;
  }

  /** The quantiles at which points lie, from 0 to 1. */
  private static double[] shares(long rows) {
    TreeSet<Double> shares = new TreeSet<>(List.of(0.0, 1.0));
    int steps = (int) Math.max(1, Math.min(POINTS, rows) - 1);
    for (int point = 0; point <= steps; point++) {
      shares.add(point / (double) steps);
    }
    for (double tail = 0.5 / steps; tail * (rows - 1) >= 1; tail /= 2) {
      shares.add(tail);
      shares.add(1 - tail);
    }
    return shares.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Long> ranks(double[] shares, long count) {
    TreeSet<Long> ranks = new TreeSet<>();
    for (double share : shares) {
      double place = share * (count - 1);
      ranks.add((long) Math.floor(place));
      ranks.add((long) Math.ceil(place));
    }
    return List.copyOf(ranks);
  }

  private static SlotScale scale(double[] shares, List<Long> ranks, double[] values, long count) {
    if (count == 0 || values[0] == values[values.length - 1]) {
      double only = count == 0 ? 0 : values[0];
      return new SlotScale.Quantile(List.of(only), List.of(0.0));
    }
    List<Double> points = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    double[] quantiles = new double[shares.length];
    Arrays.setAll(quantiles, point -> quantile(shares[point] * (count - 1), ranks, values));
    int first = 0;
    for (int point = 1; point <= shares.length; point++) {
      if (point == shares.length || quantiles[point] != quantiles[first]) {
        points.add(quantiles[first]);
        scores.add(score(shares, first, point - 1));
        first = point;
      }
    }
    return new SlotScale.Quantile(points, scores);
  }

  private static double quantile(double place, List<Long> ranks, double[] values) {
    double low = value((long) Math.floor(place), ranks, values);
    double high = value((long) Math.ceil(place), ranks, values);
    double part = place - Math.floor(place);
    return low == high ? low : Math.max(low, Math.min(high, low + (high - low) * part));
  }

  private static double value(long rank, List<Long> ranks, double[] values) {
    return values[java.util.Collections.binarySearch(ranks, rank)];
  }

  private static double score(double[] shares, int first, int last) {
    double share = (shares[first] + shares[last]) / 2;
    if (first == 0 || last == shares.length - 1) {
      share = first == 0 ? 0 : 1;
    }
    double inside = Math.max(LEAST_SHARE, Math.min(1 - LEAST_SHARE, share));
    return NORMAL.inverseCumulativeProbability(inside);
  }
}
