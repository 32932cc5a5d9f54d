package org.sparkdropout.head;

import java.io.Serializable;

/**
 * Running sums over examples: how many, their weight, their weighted loss and weighted error.
 *
 * <p>Sums are in double precision in the order of the calls, which callers keep fixed so that the
 * results are reproducible. Not thread-safe.
 */
public final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;

  private long examples;
  private double weight;
  private double loss;
  private double error;

  /**
   * All that a tally knows.
   *
   * @param examples how many were counted
   * @param weight the sum of their weights
   * @param loss the sum of their weighted losses
   * @param error the sum of their weighted errors
   */
  public record Sums(long examples, double weight, double loss, double error) {}

  /** An empty tally. */
  public Tally() {}

  /**
   * A tally that goes on from sums.
   *
   * @param sums of another one
   * @return an equal tally
   */
  public static Tally of(Sums sums) {
    Tally tally = new Tally();
    tally.examples = sums.examples();
    tally.weight = sums.weight();
    tally.loss = sums.loss();
    tally.error = sums.error();
    return tally;
  }

  /**
   * All sums so far.
   *
   * @return a copy
   */
  public Sums sums() {
    return new Sums(examples, weight, loss, error);
  }

  void add(double exampleWeight, double exampleLoss, double exampleError) {
    examples++;
    weight += exampleWeight;
    loss += exampleWeight * exampleLoss;
    error += exampleWeight * exampleError;
  }

  /**
   * Adds another tally's sums.
   *
   * @param other is not changed
   */
  public void add(Tally other) {
    examples += other.examples;
    weight += other.weight;
    loss += other.loss;
    error += other.error;
  }

  /**
   * How many examples were counted.
   *
   * @return at least 0
   */
  public long examples() {
    return examples;
  }

  /**
   * Whether the sums are finite: false after an example whose loss was not.
   *
   * @return true also if nothing was counted, or only examples of weight zero
   */
  public boolean isFinite() {
    return Double.isFinite(loss);
  }

  /**
   * The weighted mean loss.
   *
   * @return of an example; NaN if nothing of weight above zero was counted
   */
  public double meanLoss() {
    return loss / weight;
  }

  /**
   * The weighted mean error, as the head defines it.
   *
   * @return of an example; NaN if nothing of weight above zero was counted
   */
  public double error() {
    return error / weight;
  }
}
