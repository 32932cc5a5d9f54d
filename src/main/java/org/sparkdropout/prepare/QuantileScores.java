package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.Arrays;

/** The line through the points of a {@link SlotScale.Quantile}, laid out for speed. */
final class QuantileScores implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] values;
  private final double[] scores;

  QuantileScores(SlotScale.Quantile scale) {
    values = scale.values().stream().mapToDouble(Double::doubleValue).toArray();
    scores = scale.scores().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The score of a value: low + (high - low) * ((value - from) / (to - from)) between two points.
   *
   * @return NaN for NaN
   */
  double score(double value) {
    if (Double.isNaN(value)) {
      return value;
    }
    int last = values.length - 1;
    if (value <= values[0]) {
      return scores[0];
    }
    if (value >= values[last]) {
      return scores[last];
    }
    int found = Arrays.binarySearch(values, value + 0.0);
    if (found >= 0) {
      return scores[found];
    }
    int above = -found - 1;
    double share = (value - values[above - 1]) / (values[above] - values[above - 1]);
    return scores[above - 1] + (scores[above] - scores[above - 1]) * share;
  }
}
