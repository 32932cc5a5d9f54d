package org.sparkdropout.head;

import java.util.Arrays;
import java.util.Objects;

/**
 * Real numbers: scores that are standardised targets, or quantiles of one, go back to the units of
 * the label. Quantiles ascend in the answer, so that they never cross (Chernozhukov et al. 2010,
 * "Quantile and probability curves without crossing").
 */
public final class NumberAnswer implements Answer {
  private static final long serialVersionUID = 1L;

  private final TargetScale scale;
  private final double[] quantiles;
  private final int predicted;

  private NumberAnswer(TargetScale scale, double[] quantiles) {
    this.scale = scale;
    this.quantiles = quantiles;
    this.predicted = QuantileHead.middle(quantiles);
  }

  /**
   * Targets themselves.
   *
   * @param scale of the labels that the network was trained on
   * @return an answer of as many numbers, whose prediction is the first
   */
  public static NumberAnswer of(TargetScale scale) {
    return new NumberAnswer(scale, new double[0]);
  }

  /**
   * Quantiles of one number.
   *
   * @param scale of the labels that the network was trained on, of width 1
   * @param quantiles in (0, 1), ascending, at least one
   * @return an answer of as many numbers, whose prediction is the one nearest to the median
   * @throws IllegalArgumentException if they do not fit
   */
  public static NumberAnswer ofQuantiles(TargetScale scale, double... quantiles) {
    QuantileHead.requireAscending(quantiles);
    if (scale.width() != 1) {
      throw new IllegalArgumentException(
          "Quantiles must be of one number. Provided: a scale of " + scale.width());
    }
    return new NumberAnswer(scale, quantiles.clone());
  }

  /**
   * The scale of the labels.
   *
   * @return the one that the network was trained on
   */
  public TargetScale scale() {
    return scale;
  }

  /**
   * The quantiles that the numbers are estimates of.
   *
   * @return ascending; none if they are estimates of targets
   */
  public double[] quantiles() {
    return quantiles.clone();
  }

  /**
   * Which of the numbers is the prediction.
   *
   * @return its place
   */
  public int predicted() {
    return predicted;
  }

  /**
   * The numbers of an answer.
   *
   * @return at least 1
   */
  public int width() {
    return quantiles.length > 0 ? quantiles.length : scale.width();
  }

  @Override
  public double[] values(double[] scores) {
    double[] values = new double[scores.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale.original(quantiles.length > 0 ? 0 : i, scores[i]);
    }
    if (quantiles.length > 0) {
      Arrays.sort(values);
    }
    return values;
  }

  @Override
  public boolean needsProbabilities() {
    return false;
  }

  @Override
  public double[] probabilities(double[] values) {
    return values;
  }

  @Override
  public double prediction(double[] values, double[] probabilities) {
    return values[predicted];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumberAnswer that
        && scale.equals(that.scale)
        && Arrays.equals(quantiles, that.quantiles);
  }

  @Override
  public int hashCode() {
    return Objects.hash(scale, Arrays.hashCode(quantiles));
  }
}
