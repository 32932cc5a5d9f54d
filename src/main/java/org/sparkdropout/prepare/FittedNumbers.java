package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaRDD;
import org.sparkdropout.prepare.Preparation.Impute;

/** What missing numbers and numbers become, by the training rows. */
final class FittedNumbers {
  private final double[] surrogates;
  private final List<SlotScale> scales;

  private FittedNumbers(double[] surrogates, List<SlotScale> scales) {
    this.surrogates = surrogates;
    this.scales = scales;
  }

  /**
   * Fits.
   *
   * @param numbers how many of the slots may be imputed: the first ones
   */
  static FittedNumbers of(
      Preparation asked, JavaRDD<ColumnBlock> blocks, SlotRanges ranges, int numbers) {
    double[] surrogates = surrogates(asked.impute(), blocks, ranges, numbers);
    List<SlotScale> scales =
        switch (asked.scaling()) {
          case NONE -> none(ranges.width());
          case STANDARD -> standard(new Moments(blocks, ranges, surrogates));
          case QUANTILE -> QuantileFit.scales(blocks, ranges, surrogates);
        };
    return new FittedNumbers(surrogates, scales);
  }

  /** Nothing is imputed or scaled. */
  static FittedNumbers none() {
    return new FittedNumbers(new double[0], List.of());
  }

  private static List<SlotScale> none(int width) {
    return java.util.Collections.nCopies(width, SlotScale.NONE);
  }

  private static List<SlotScale> standard(Moments moments) {
    double[] means = moments.means();
    double[] deviations = moments.deviations(means);
    List<SlotScale> scales = new ArrayList<>();
    for (int slot = 0; slot < means.length; slot++) {
      scales.add(new SlotScale.Standard(means[slot], deviations[slot]));
    }
    return scales;
  }

  private static double[] surrogates(
      Impute impute, JavaRDD<ColumnBlock> blocks, SlotRanges ranges, int numbers) {
    double[] nothing = new double[ranges.width()];
    Arrays.fill(nothing, Double.NaN);
    double[] all =
        switch (impute) {
          case NONE -> nothing;
          case MEAN -> new Moments(blocks, ranges, nothing).means();
          case MEDIAN -> medians(new OrderStatistics(blocks, nothing), ranges, numbers);
          case MODE -> Modes.of(blocks, numbers, ranges.width());
        };
    Arrays.fill(all, numbers, all.length, Double.NaN);
    return all;
  }

  private static double[] medians(OrderStatistics search, SlotRanges ranges, int numbers) {
    long[] counts = new long[ranges.width()];
    List<List<Long>> ranks = new ArrayList<>();
    for (int slot = 0; slot < counts.length; slot++) {
      counts[slot] = ranges.count(slot);
      ranks.add(slot < numbers ? middle(counts[slot]) : List.of());
    }
    double[][] values = search.values(counts, ranks);
    double[] medians = new double[counts.length];
    Arrays.setAll(medians, slot -> mean(values[slot]));
    return medians;
  }

  private static List<Long> middle(long count) {
    if (count == 0) {
      return List.of();
    }
    return count % 2 == 1 ? List.of(count / 2) : List.of(count / 2 - 1, count / 2);
  }

  private static double mean(double[] middle) {
    return switch (middle.length) {
      case 0 -> Double.NaN;
      case 1 -> middle[0];
      default -> middle[0] == middle[1] ? middle[0] : 0.5 * middle[0] + 0.5 * middle[1];
    };
  }

  /** What a missing number becomes. */
  OptionalDouble surrogate(int slot) {
    boolean isNone = slot >= surrogates.length || Double.isNaN(surrogates[slot]);
    return isNone ? OptionalDouble.empty() : OptionalDouble.of(surrogates[slot] + 0.0);
  }

  /** How a number is scaled. */
  SlotScale scale(int slot) {
    return slot < scales.size() ? scales.get(slot) : SlotScale.NONE;
  }
}
