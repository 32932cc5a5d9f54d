package org.sparkdropout.head;

/**
 * Half the square of small residuals, and of large ones their size: Huber 1964, "Robust estimation
 * of a location parameter", equation 4.
 *
 * @param delta the residual from which on the loss grows linearly, above 0
 */
public record HuberLoss(double delta) implements RegressionLoss {
  @Override
  public double loss(double residual) {
    double size = Math.abs(residual);
    return size <= delta ? residual * residual / 2 : delta * (size - delta / 2);
  }

  @Override
  public double slope(double residual) {
    return Math.max(-delta, Math.min(delta, residual));
  }
}
