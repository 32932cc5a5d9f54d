package org.sparkdropout.compare;

import static java.math.MathContext.DECIMAL128;

import java.io.Serializable;
import java.math.BigDecimal;
import org.sparkdropout.data.ExactMoments;
import org.sparkdropout.data.InvalidDataException;

/**
 * The differences of two networks' squared errors, row by row. Of labels that are vectors, the
 * squared error of a row is the mean over their numbers. Sums are exact, so that they depend
 * neither on the order of the rows nor on partitions.
 *
 * <p>Plain fields, so that Kryo can write it as well. Not thread-safe.
 */
final class SquaredErrorSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Squares of larger differences could leave the range of double precision. */
  private static final double LARGEST = 1e140;

  private final ExactMoments differences = new ExactMoments();
  private long firstNearer;
  private long secondNearer;
  private long equallyNear;

  /** Adds a row: its label and two predictions, all as wide. */
  void add(double[] label, double[] first, double[] second) {
    add(meanSquare(label, first) - meanSquare(label, second));
  }

  /** Adds the difference of a row. */
  void add(double difference) {
    if (Math.abs(difference) > LARGEST) {
      throw new InvalidDataException(
          "Squared errors must differ by at most %s to be tested. Two networks differ by %s in a row. Divide the labels of all tables by a power of ten"
              .formatted(LARGEST, difference));
    }
    differences.add(difference);
    count(difference);
  }

  private void count(double difference) {
    if (difference < 0) {
      firstNearer++;
    } else if (difference > 0) {
      secondNearer++;
    } else {
      equallyNear++;
    }
  }

  /** The squared error of a row, whose prediction is as wide as its label. */
  static double meanSquare(double[] label, double[] prediction) {
    double sum = 0;
    for (int i = 0; i < label.length; i++) {
      double residual = label[i] - prediction[i];
      sum += residual * residual;
    }
    return sum / label.length;
  }

  void add(SquaredErrorSums other) {
    differences.add(other.differences);
    firstNearer += other.firstNearer;
    secondNearer += other.secondNearer;
    equallyNear += other.equallyNear;
  }

  SquaredErrors squaredErrors() {
    return SquaredErrors.of(firstNearer, secondNearer, equallyNear, mean(), variance());
  }

  long rows() {
    return firstNearer + secondNearer + equallyNear;
  }

  /** NaN without rows. */
  double mean() {
    long rows = rows();
    return rows == 0 ? Double.NaN : differences.mean(BigDecimal.valueOf(rows)).doubleValue();
  }

  /** The unbiased variance; NaN with fewer than two rows. */
  double variance() {
    long rows = rows();
    if (rows < 2) {
      return Double.NaN;
    }
    BigDecimal count = BigDecimal.valueOf(rows);
    BigDecimal spread = differences.spread(count);
    BigDecimal freedom = count.multiply(count.subtract(BigDecimal.ONE));
    return Math.max(0, spread.divide(freedom, DECIMAL128).doubleValue());
  }
}
