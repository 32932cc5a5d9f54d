package org.sparkdropout.data;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The sum of numbers without any rounding, so that it does not depend on their order.
 *
 * <p>It is kept as numbers that do not overlap: Shewchuk 1997, "Adaptive precision floating-point
 * arithmetic", section 2.4, with zeros left out. Not thread-safe.
 */
public final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;

  /** They do not overlap, and their sizes ascend. */
  private double[] parts = new double[4];

  /** How many parts are in use. */
  private int size;

  /** A sum of no numbers: 0. */
  public ExactSum() {}

  /**
   * Adds a number.
   *
   * @param number finite
   */
  public void add(double number) {
    double rest = number;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      double part = parts[i];
      double sum = rest + part;
      double added = sum - rest;
      double lost = (rest - (sum - added)) + (part - added);
      if (lost != 0) {
        parts[kept++] = lost;
      }
      rest = sum;
    }
    size = kept;
    if (rest != 0) {
      if (size == parts.length) {
        parts = Arrays.copyOf(parts, 2 * size);
      }
      parts[size++] = rest;
    }
  }

  /**
   * Adds the exact product of two numbers, but for what underflows.
   *
   * @param first finite
   * @param second finite; their product must be finite too
   */
  public void addProduct(double first, double second) {
    double product = first * second;
    add(product);
    add(Math.fma(first, second, -product));
  }

  /**
   * Adds another sum.
   *
   * @param other stays as it is
   */
  public void add(ExactSum other) {
    for (int i = 0; i < other.size; i++) {
      add(other.parts[i]);
    }
  }

  /**
   * The exact sum.
   *
   * @return of all that was added
   */
  public BigDecimal value() {
    BigDecimal value = BigDecimal.ZERO;
    for (int i = 0; i < size; i++) {
      value = value.add(new BigDecimal(parts[i]));
    }
    return value;
  }
}
