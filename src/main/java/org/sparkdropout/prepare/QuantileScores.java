package org.sparkdropout.prepare;

import java.util.Collections;
import java.util.List;

/** The line through the points of a {@link SlotScale.Quantile}. */
final class QuantileScores {
  private QuantileScores() {}

  /**
   * The score of a value: low + (high - low) * ((value - from) / (to - from)) between two points.
   *
   * @return NaN for NaN
   */
  static double score(List<Double> values, List<Double> scores, double value) {
    if (Double.isNaN(value)) {
      return value;
    }
    int last = values.size() - 1;
    if (value <= values.get(0)) {
      return scores.get(0);
    }
    if (value >= values.get(last)) {
      return scores.get(last);
    }
    int found = Collections.binarySearch(values, value);
    if (found >= 0) {
      return scores.get(found);
    }
    int above = -found - 1;
    double from = values.get(above - 1);
    double low = scores.get(above - 1);
    double share = (value - from) / (values.get(above) - from);
    return low + (scores.get(above) - low) * share;
  }
}
