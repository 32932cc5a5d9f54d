package org.sparkdropout.head;

import java.util.Arrays;

/** How much thinned networks disagree about a row. NaN where it is not known. Immutable. */
public final class Uncertainty {
  private final double predictiveEntropy;
  private final double mutualInformation;
  private final double spread;
  private final double[] spreads;

  /**
   * What is known of a row.
   *
   * @param predictiveEntropy of {@link #predictiveEntropy()}
   * @param mutualInformation of {@link #mutualInformation()}
   * @param spread of {@link #spread()}
   * @param spreads of {@link #spreads()}; copied
   */
  public Uncertainty(
      double predictiveEntropy, double mutualInformation, double spread, double[] spreads) {
    this.predictiveEntropy = predictiveEntropy;
    this.mutualInformation = mutualInformation;
    this.spread = spread;
    this.spreads = spreads.clone();
  }

  /**
   * Nothing is known.
   *
   * @param width of the answer
   * @return NaN everywhere
   */
  public static Uncertainty unknown(int width) {
    double[] spreads = new double[width];
    Arrays.fill(spreads, Double.NaN);
    return new Uncertainty(Double.NaN, Double.NaN, Double.NaN, spreads);
  }

  /**
   * The entropy of the mean of the networks' probabilities.
   *
   * @return nats, in [0, log(classes)]
   */
  public double predictiveEntropy() {
    return predictiveEntropy;
  }

  /**
   * The predictive entropy less the mean of the networks' entropies: the part of it that is due to
   * their disagreement.
   *
   * @return nats, at least 0
   */
  public double mutualInformation() {
    return mutualInformation;
  }

  /**
   * The standard deviation of what is predicted, over the networks.
   *
   * @return at least 0; of classes that of the predicted class's probability, of numbers that of
   *     the prediction in the label's units
   */
  public double spread() {
    return spread;
  }

  /**
   * The standard deviation of each probability or number.
   *
   * @return a copy
   */
  public double[] spreads() {
    return spreads.clone();
  }
}
