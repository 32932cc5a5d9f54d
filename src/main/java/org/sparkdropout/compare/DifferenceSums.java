package org.sparkdropout.compare;

import static java.math.MathContext.DECIMAL128;

import java.io.Serializable;
import java.math.BigDecimal;
import org.sparkdropout.data.ExactMoments;
import org.sparkdropout.data.InvalidDataException;

/**
 * The differences of two networks' errors, row by row: of classes 1 or 0, of numbers the squared
 * error. Sums are exact, so that they depend neither on the order of the rows nor on partitions.
 *
 * <p>Plain fields, so that Kryo can write it as well. Not thread-safe.
 */
final class DifferenceSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Squares of larger differences could leave the range of double precision. */
  private static final double LARGEST = 1e140;

  private final ExactMoments differences = new ExactMoments();
  private long firstNearer;
  private long secondNearer;
  private long equallyNear;

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

  void add(DifferenceSums other) {
    differences.add(other.differences);
    firstNearer += other.firstNearer;
    secondNearer += other.secondNearer;
    equallyNear += other.equallyNear;
  }

  /** Of networks that predict numbers. */
  SquaredErrors squaredErrors() {
    return SquaredErrors.of(firstNearer, secondNearer, equallyNear, mean(), variance());
  }

  /** Of networks that predict classes, which are both wrong in some of the rows. */
  McNemar mcNemar(long bothWrong) {
    return McNemar.of(equallyNear - bothWrong, firstNearer, secondNearer, bothWrong);
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
