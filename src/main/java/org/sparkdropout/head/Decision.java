package org.sparkdropout.head;

import java.util.Arrays;
import java.util.Optional;

/**
 * Classes: from logits to probabilities and a class, in double precision.
 *
 * <p>Without thresholds the class is the one of the largest logit. With them it is the one of the
 * largest probability / threshold, as in Spark ML. Of equal classes the first is taken. Immutable
 * and thread-safe.
 */
public final class Decision implements Answer {
  private static final long serialVersionUID = 1L;

  private final double[] thresholds;

  private Decision(double[] thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * How to choose a class.
   *
   * @param thresholds one for each class, at least 0 and at most one of them 0; or none
   * @return the rule
   */
  public static Decision of(Optional<double[]> thresholds) {
    return new Decision(thresholds.map(double[]::clone).orElse(null));
  }

  @Override
  public boolean needsProbabilities() {
    return thresholds != null;
  }

  @Override
  public double[] values(double[] scores) {
    return scores;
  }

  @Override
  public double[] probabilities(double[] values) {
    double[] probabilities = values.clone();
    softmax(probabilities);
    return probabilities;
  }

  /**
   * Turns logits into probabilities: softmax, in place.
   *
   * @param scores in: finite logits; out: probabilities
   */
  public static void softmax(double[] scores) {
    double largest = scores[first(scores)];
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = StrictMath.exp(scores[c] - largest);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= sum;
    }
  }

  /** The class, counted from 0. */
  @Override
  public double prediction(double[] logits, double[] probabilities) {
    return thresholds == null ? first(logits) : ofProbabilities(probabilities);
  }

  /**
   * Chooses a class where only probabilities are known.
   *
   * @param probabilities one for each class
   * @return the class, counted from 0
   */
  public int ofProbabilities(double[] probabilities) {
    if (thresholds == null) {
      return first(probabilities);
    }
    double[] scaled = new double[probabilities.length];
    for (int c = 0; c < scaled.length; c++) {
      double ratio = probabilities[c] / thresholds[c];
      scaled[c] = Double.isNaN(ratio) ? Double.NEGATIVE_INFINITY : ratio;
    }
    return first(scaled);
  }

  private static int first(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decision decision && Arrays.equals(thresholds, decision.thresholds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(thresholds);
  }
}
