package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.List;

/**
 * What a number becomes in the vector of features. NaN stays NaN.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface SlotScale extends Serializable {
  /** The number as it is. */
  SlotScale NONE = new None();

  /**
   * Scales a number.
   *
   * @param value finite or NaN
   * @return the scaled number; NaN for NaN
   */
  double apply(double value);

  /** The number as it is. */
  record None() implements SlotScale {
    @Override
    public double apply(double value) {
      return value;
    }
  }

  /**
   * To mean 0 and standard deviation 1 over the training rows: (value - mean) * (1 / deviation).
   *
   * @param mean of the training rows
   * @param deviation of the training rows, from n - 1; 0 where all values are equal, which scales
   *     every value to 0
   */
  record Standard(double mean, double deviation) implements SlotScale {
    @Override
    public double apply(double value) {
      return (value - mean) * factor();
    }

    /** 1 / deviation, or 0 where that is 0. */
    double factor() {
      return deviation == 0 ? 0 : 1 / deviation;
    }
  }

  /**
   * To the normal distribution by the ranks of the training rows: linear between points, and level
   * beyond the first and the last.
   *
   * @param values of the points, strictly increasing, at least one
   * @param scores what each of them becomes, of the same size, increasing
   */
  record Quantile(List<Double> values, List<Double> scores) implements SlotScale {
    /**
     * Copies both lists.
     *
     * @param values see above
     * @param scores see above
     */
    public Quantile {
      values = List.copyOf(values);
      scores = List.copyOf(scores);
      if (values.isEmpty() || values.size() != scores.size()) {
        throw new IllegalArgumentException(
            "A quantile scale must have at least one point, and a score for each. Provided: %d values, %d scores"
                .formatted(values.size(), scores.size()));
      }
    }

    @Override
    public double apply(double value) {
      return new QuantileScores(this).score(value);
    }
  }
}
