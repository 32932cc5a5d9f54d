package org.sparkdropout.compare;

import static java.math.MathContext.DECIMAL128;

import java.io.Serializable;
import java.math.BigDecimal;
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

  private final ExactSum labels = new ExactSum();
  private final ExactSum labelSquares = new ExactSum();
  private final ExactSum sizes = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private long rows;

  void add(double label, double prediction) {
    double residual = label - prediction;
    labels.add(label);
    labelSquares.addProduct(label, label);
    sizes.add(Math.abs(residual));
    squares.addProduct(residual, residual);
    rows++;
  }

  void add(ResidualSums other) {
    labels.add(other.labels);
    labelSquares.add(other.labelSquares);
    sizes.add(other.sizes);
    squares.add(other.squares);
    rows += other.rows;
  }

  /** The mean squared error. */
  double meanSquare() {
    return mean(squares.value()).doubleValue();
  }

  /** The mean absolute error. */
  double meanSize() {
    return mean(sizes.value()).doubleValue();
  }

  BigDecimal meanLabel() {
    return mean(labels.value());
  }

  /** The mean squared error of always answering with one number. */
  double meanSquareOf(BigDecimal answer) {
    BigDecimal count = BigDecimal.valueOf(rows);
    BigDecimal cross = labels.value().multiply(answer).multiply(BigDecimal.valueOf(2));
    BigDecimal sum =
        labelSquares.value().subtract(cross).add(answer.multiply(answer).multiply(count));
    return mean(sum.max(BigDecimal.ZERO)).doubleValue();
  }

  /** R2; null if all labels are the same. */
  Double r2() {
    BigDecimal count = BigDecimal.valueOf(rows);
    BigDecimal total = labels.value();
    BigDecimal spread = labelSquares.value().multiply(count).subtract(total.multiply(total));
    if (spread.signum() <= 0) {
      return null;
    }
    BigDecimal lost = squares.value().multiply(count).divide(spread, DECIMAL128);
    return BigDecimal.ONE.subtract(lost).doubleValue();
  }

  private BigDecimal mean(BigDecimal sum) {
    return sum.divide(BigDecimal.valueOf(rows), DECIMAL128);
  }
}
