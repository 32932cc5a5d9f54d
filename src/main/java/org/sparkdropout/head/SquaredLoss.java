package org.sparkdropout.head;

/** The square of the residual, which the mean of the targets makes least. */
public record SquaredLoss() implements RegressionLoss {
  @Override
  public double loss(double residual) {
    return residual * residual;
  }

  @Override
  public double slope(double residual) {
    return 2 * residual;
  }
}
