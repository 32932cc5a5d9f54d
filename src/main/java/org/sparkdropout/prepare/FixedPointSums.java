package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over rows of (x - center)^power for each slot, the same in any order.
 *
 * <p>Sums of doubles depend on their order, sums of whole numbers do not. So x - center is brought
 * into (-2, 2) by a unit, a power of two; its power, below 4, is rounded to a fixed point and
 * summed as a {@code long}, and so are, at a second fixed point, the digits that rounding took off.
 * With n values there are 60 - ceil(log2(n + 1)) binary digits at each point, so neither sum leaves
 * 62 bits, and a value is held to n^2 2^-119.
 */
final class FixedPointSums implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int DIGITS = 60;

  private final double[] centers;
  private final double[] units;
  private final double[] scales;
  private final int power;
  private final long[] wholes;
  private final long[] fractions;

  /**
   * Sums of no rows.
   *
   * @param ranges of the values to come
   * @param counts of the values to come
   * @param centers of each slot: 0, or within its range
   * @param power 1 or 2
   */
  FixedPointSums(SlotRanges ranges, long[] counts, double[] centers, int power) {
    int width = ranges.width();
    this.centers = centers;
    this.power = power;
    this.units = new double[width];
    this.scales = new double[width];
    this.wholes = new long[width];
    this.fractions = new long[width];
    Arrays.setAll(
        units, slot -> Math.scalb(1.0, -Math.getExponent(ranges.distance(slot, centers[slot]))));
    Arrays.setAll(
        scales,
        slot -> {
          int bits = Long.SIZE - Long.numberOfLeadingZeros(counts[slot]);
          return Math.scalb(1.0, DIGITS - bits);
        });
  }

  FixedPointSums add(ColumnBlock block) {
    for (int slot = 0; slot < units.length; slot++) {
      add(slot, block.values()[slot], block.rows());
    }
    return this;
  }

  private void add(int slot, double[] values, int rows) {
    double center = centers[slot];
    double unit = units[slot];
    double scale = scales[slot];
    long whole = 0;
    long fraction = 0;
    for (int row = 0; row < rows; row++) {
      if (Double.isFinite(values[row])) {
        double value = (values[row] - center) * unit;
        double scaled = (power == 1 ? value : value * value) * scale;
        double rounded = Math.rint(scaled);
        whole += (long) rounded;
        fraction += (long) Math.rint((scaled - rounded) * scale);
      }
    }
    wholes[slot] += whole;
    fractions[slot] += fraction;
  }

  /** Adds one value many times. */
  void add(int slot, double value, long times) {
    FixedPointSums once = new FixedPointSums(this, slot);
    once.add(0, new double[] {value}, 1);
    wholes[slot] += times * once.wholes[0];
    fractions[slot] += times * once.fractions[0];
  }

  /** An empty sum of one slot of another. */
  private FixedPointSums(FixedPointSums of, int slot) {
    this.centers = new double[] {of.centers[slot]};
    this.units = new double[] {of.units[slot]};
    this.scales = new double[] {of.scales[slot]};
    this.power = of.power;
    this.wholes = new long[1];
    this.fractions = new long[1];
  }

  FixedPointSums merge(FixedPointSums other) {
    for (int slot = 0; slot < units.length; slot++) {
      wholes[slot] += other.wholes[slot];
      fractions[slot] += other.fractions[slot];
    }
    return this;
  }

  /** What x - center was multiplied by before it was raised to its power. */
  double unit(int slot) {
    return units[slot];
  }

  /** The sum of ((x - center) unit)^power. */
  double sum(int slot) {
    return (wholes[slot] + fractions[slot] / scales[slot]) / scales[slot];
  }
}
