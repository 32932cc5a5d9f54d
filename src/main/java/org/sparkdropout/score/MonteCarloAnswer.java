package org.sparkdropout.score;

import java.util.Arrays;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.Decision;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.Uncertainty;

/**
 * What the thinned networks of Monte-Carlo scoring answer together: the mean of their
 * probabilities, or of their numbers.
 *
 * <p>Of classes the values are the logarithms of the mean probabilities, at least -745, whose
 * softmax is the mean again. So the class of the largest value is that of the largest mean
 * probability, as for one network. Of quantiles each is the mean of that quantile.
 *
 * <p>Its scores are a summary of the samples, of 2 x outputs + 1 numbers: the means, the sums of
 * squared deviations from them, and the sum of the entropies. Deviations are divided by the number
 * of samples, not by one less. Immutable and thread-safe.
 *
 * <p>Sources: Gal, Ghahramani, "Dropout as a Bayesian approximation", ICML 2016; for running means
 * Welford, "Note on a method for calculating corrected sums of squares", Technometrics 4 (1962).
 */
public final class MonteCarloAnswer implements Answer {
  private static final long serialVersionUID = 1L;

  private final Answer one;
  private final int samples;
  private final boolean classes;

  /**
   * An answer of several networks.
   *
   * @param one what the scores of one of them mean
   * @param samples how many networks there are, at least 1
   */
  public MonteCarloAnswer(Answer one, int samples) {
    this.one = one;
    this.samples = samples;
    this.classes = one instanceof Decision;
  }

  /** The numbers of a summary. */
  static int width(int outputs) {
    return 2 * outputs + 1;
  }

  private static int outputs(double[] summary) {
    return summary.length / 2;
  }

  /**
   * Adds the scores of a sample to a summary.
   *
   * @param summary of the samples before it, zeros at first; NaN once scores are not finite
   * @param sample its number, from 0
   * @param scores of its network
   */
  void add(double[] summary, int sample, double[] scores) {
    if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
      Arrays.fill(summary, Double.NaN);
    }
    int outputs = outputs(summary);
    double[] parts = one.probabilities(one.values(scores));
    for (int i = 0; i < outputs; i++) {
      double moved = parts[i] - summary[i];
      summary[i] += moved / (sample + 1);
      summary[outputs + i] += moved * (parts[i] - summary[i]);
    }
    if (classes) {
      summary[2 * outputs] += entropy(parts, outputs);
    }
  }

  /** Of the first numbers, in nats. */
  private static double entropy(double[] probabilities, int classes) {
    double entropy = 0;
    for (int c = 0; c < classes; c++) {
      if (probabilities[c] > 0) {
        entropy -= probabilities[c] * StrictMath.log(probabilities[c]);
      }
    }
    return entropy;
  }

  @Override
  public double[] values(double[] summary) {
    double[] values = Arrays.copyOf(summary, outputs(summary));
    if (classes) {
      for (int c = 0; c < values.length; c++) {
        values[c] = StrictMath.log(Math.max(values[c], Double.MIN_VALUE));
      }
    }
    return values;
  }

  @Override
  public boolean needsProbabilities() {
    return one.needsProbabilities();
  }

  @Override
  public double[] probabilities(double[] values) {
    return one.probabilities(values);
  }

  @Override
  public double prediction(double[] values, double[] probabilities) {
    return one.prediction(values, probabilities);
  }

  @Override
  public Uncertainty uncertainty(double[] summary, double prediction) {
    int outputs = outputs(summary);
    double[] spreads = new double[outputs];
    Arrays.setAll(spreads, i -> Math.sqrt(summary[outputs + i] / samples));
    if (one instanceof NumberAnswer numbers) {
      return new Uncertainty(Double.NaN, Double.NaN, spreads[numbers.predicted()], spreads);
    }
    double entropy = entropy(summary, outputs);
    double mean = summary[2 * outputs] / samples;
    return new Uncertainty(
        entropy, Math.max(0, entropy - mean), spreads[(int) prediction], spreads);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MonteCarloAnswer that
        && samples == that.samples
        && one.equals(that.one);
  }

  @Override
  public int hashCode() {
    return 31 * one.hashCode() + samples;
  }
}
