package org.sparkdropout.data;

import static java.math.MathContext.DECIMAL128;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The sums of weighted numbers and of their squares without any rounding, so that what follows from
 * them depends neither on order nor on how far the numbers are from 0.
 *
 * <p>Plain fields, so that Kryo can write it as well. Not thread-safe.
 */
public final class ExactMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of the numbers, each times its weight. */
  private final ExactSum sum = new ExactSum();

  /** Of their squares, each times its weight. */
  private final ExactSum squares = new ExactSum();

  /** Sums of no numbers. */
  public ExactMoments() {}

  /**
   * Adds a number of weight 1.
   *
   * @param number finite, as its square
   */
  public void add(double number) {
    sum.add(number);
    squares.addProduct(number, number);
  }

  /**
   * Adds a number.
   *
   * @param number finite, as its square
   * @param weight finite, at least 0
   */
  public void add(double number, double weight) {
    double product = number * weight;
    double lost = Math.fma(number, weight, -product);
    sum.add(product);
    sum.add(lost);
    squares.addProduct(number, product);
    squares.addProduct(number, lost);
  }

  /**
   * Adds the numbers of others.
   *
   * @param others not changed
   */
  public void add(ExactMoments others) {
    sum.add(others.sum);
    squares.add(others.squares);
  }

  /**
   * The mean.
   *
   * @param weight of all numbers, above 0
   * @return to 34 digits
   */
  public BigDecimal mean(BigDecimal weight) {
    return sum.value().divide(weight, DECIMAL128);
  }

  /**
   * The weighted squared distances from the mean, times the weight.
   *
   * @param weight of all numbers
   * @return exact; weight x weight x variance
   */
  public BigDecimal spread(BigDecimal weight) {
    BigDecimal total = sum.value();
    return squares.value().multiply(weight).subtract(total.multiply(total));
  }

  /**
   * The mean squared distance from a number.
   *
   * @param center any
   * @param weight of all numbers, above 0
   * @return at least 0, to 34 digits
   */
  public BigDecimal meanSquareFrom(BigDecimal center, BigDecimal weight) {
    BigDecimal cross = sum.value().multiply(center).multiply(BigDecimal.valueOf(2));
    BigDecimal all = squares.value().subtract(cross).add(center.multiply(center).multiply(weight));
    return all.max(BigDecimal.ZERO).divide(weight, DECIMAL128);
  }
}
