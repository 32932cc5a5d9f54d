package org.sparkdropout.head;

/** The size of the residual, which the median of the targets makes least. */
public record AbsoluteLoss() implements RegressionLoss {
  @Override
  public double loss(double residual) {
    return Math.abs(residual);
  }

  @Override
  public double slope(double residual) {
    return Math.signum(residual);
  }
}
