package org.sparkdropout.inspect;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;

/**
 * How many numbers lie in each of several bins of the same width. Widths are powers of two and
 * edges are multiples of the width, so bins of one histogram can be joined to those of a coarser
 * one without error.
 *
 * @param low where the first bin begins
 * @param width of a bin, a power of two
 * @param counts bin i holds the numbers from low + i x width on, below low + (i + 1) x width; at
 *     most {@value #MOST_BINS} bins
 */
public record Histogram(double low, double width, List<Long> counts) {
  /** The most bins of a histogram. */
  public static final int MOST_BINS = 64;

  /** Numbers that are nearly the same need bins no finer than this share of them. */
  private static final double FINEST = 1e-6;

  /**
   * Counts numbers.
   *
   * @param count how many, at least 1
   * @param numbers finite, by place in [0, count)
   * @return with the narrowest bins that are few enough
   */
  static Histogram of(int count, IntToDoubleFunction numbers) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, numbers.applyAsDouble(i));
      most = Math.max(most, numbers.applyAsDouble(i));
    }
    double width = width(least, most);
    double first = Math.floor(least / width);
    long[] counts = new long[(int) (Math.floor(most / width) - first) + 1];
    for (int i = 0; i < count; i++) {
      counts[(int) (Math.floor(numbers.applyAsDouble(i) / width) - first)]++;
    }
    return new Histogram(first * width, width, LongStream.of(counts).boxed().toList());
  }

  static Histogram of(double[] numbers) {
    return of(numbers.length, place -> numbers[place]);
  }

  private static double width(double least, double most) {
    double range = Math.max(most - least, FINEST * Math.max(Math.abs(least), Math.abs(most)));
    if (range == 0) {
      return 1;
    }
    double width = Math.scalb(1.0, Math.getExponent(range / MOST_BINS));
    while (Math.floor(most / width) - Math.floor(least / width) >= MOST_BINS) {
      width *= 2;
    }
    return width;
  }
}
