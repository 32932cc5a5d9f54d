package org.sparkdropout.measure;

import static java.math.MathContext.DECIMAL128;

import java.io.Serializable;
import java.math.BigDecimal;
import org.sparkdropout.data.ExactMoments;
import org.sparkdropout.data.ExactSum;

/**
 * Sums over the rows of one number of the labels, and the figures that follow from them. Sums are
 * exact, so figures depend neither on the order of the rows nor on partitions, and stay right where
 * labels are far from 0 and close to one another.
 *
 * <p>Plain fields, so that Kryo can write it as well. Not thread-safe.
 */
final class ResidualSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExactMoments labels = new ExactMoments();
  private final ExactMoments residuals = new ExactMoments();
  private final ExactSum sizes = new ExactSum();
  private long rows;

  void add(double label, double prediction) {
    double residual = label - prediction;
    labels.add(label);
    residuals.add(residual);
    sizes.add(Math.abs(residual));
    rows++;
  }

  void add(ResidualSums other) {
    labels.add(other.labels);
    residuals.add(other.residuals);
    sizes.add(other.sizes);
    rows += other.rows;
  }

  private BigDecimal count() {
    return BigDecimal.valueOf(rows);
  }

  /** The mean squared error. */
  double meanSquare() {
    return residuals.meanSquareFrom(BigDecimal.ZERO, count()).doubleValue();
  }

  /** The mean absolute error. */
  double meanSize() {
    return sizes.value().divide(count(), DECIMAL128).doubleValue();
  }

  BigDecimal meanLabel() {
    return labels.mean(count());
  }

  /** The mean squared error of always answering with one number. */
  double meanSquareOf(BigDecimal answer) {
    return labels.meanSquareFrom(answer, count()).doubleValue();
  }

  /** R2; null if all labels are the same. */
  Double r2() {
    BigDecimal spread = labels.spread(count());
    if (spread.signum() <= 0) {
      return null;
    }
    BigDecimal squares = residuals.meanSquareFrom(BigDecimal.ZERO, count());
    BigDecimal lost = squares.multiply(count()).multiply(count()).divide(spread, DECIMAL128);
    return BigDecimal.ONE.subtract(lost).doubleValue();
  }
}
