package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** The scales of many slots, laid out for speed; to the bit what {@link SlotScale#apply} gives. */
final class SlotScales implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where a slot has neither a mean nor points. */
  private final boolean[] isBare;

  private final double[] means;
  private final double[] factors;

  /** Null but where a slot has points. */
  private final SlotScale.Quantile[] points;

  SlotScales(List<SlotScale> scales) {
    int width = scales.size();
    isBare = new boolean[width];
    means = new double[width];
    factors = new double[width];
    points = new SlotScale.Quantile[width];
    Arrays.fill(factors, 1);
    for (int slot = 0; slot < width; slot++) {
      SlotScale scale = scales.get(slot);
      isBare[slot] = scale instanceof SlotScale.None;
      if (scale instanceof SlotScale.Standard standard) {
        means[slot] = standard.mean();
        factors[slot] = standard.factor();
      } else if (scale instanceof SlotScale.Quantile quantile) {
        points[slot] = quantile;
      }
    }
  }

  int width() {
    return isBare.length;
  }

  double apply(int slot, double value) {
    if (isBare[slot]) {
      return value;
    }
    return points[slot] == null ? (value - means[slot]) * factors[slot] : points[slot].apply(value);
  }
}
