package org.sparkdropout.head;

import java.util.List;
import java.util.Optional;
import org.sparkdropout.network.Exponential;
import org.sparkdropout.network.Workspace;

/**
 * Classes: softmax over the scores, and as loss the mean cross-entropy, in nats. A target is the
 * number of a class. The error is the share of examples whose largest score is not that of their
 * class.
 *
 * <p>With smoothing, the target gives each class the same part of a share of its probability
 * (Szegedy et al. 2016, arXiv 1512.00567, section 7). What {@link #count} tells is not smoothed, so
 * that networks can be compared.
 *
 * @param classes at least 2
 * @param smoothing the share of the target's probability that goes to all classes alike, in [0, 1)
 */
public record SoftmaxCrossEntropy(int classes, double smoothing) implements Head {
  /** A probability below this counts as this: so much at most costs a class that has none. */
  public static final double LEAST_PROBABILITY = 1e-15;

  private static final double LARGEST_LOSS = -StrictMath.log(LEAST_PROBABILITY);

  /**
   * Checks the sizes.
   *
   * @param classes at least 2
   * @param smoothing in [0, 1)
   * @throws IllegalArgumentException if there are fewer than 2 classes, or the smoothing is not in
   *     [0, 1)
   */
  public SoftmaxCrossEntropy {
    requireClasses(classes);
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing must be in [0, 1). Provided value: " + smoothing);
    }
  }

  /**
   * Without smoothing.
   *
   * @param classes at least 2
   */
  public SoftmaxCrossEntropy(int classes) {
    this(classes, 0);
  }

  /**
   * Refuses numbers of classes among which there is nothing to choose.
   *
   * @param classes of a network
   * @return the same number
   * @throws IllegalArgumentException if there are fewer than 2
   */
  public static int requireClasses(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes must be at least 2. Provided value: " + classes);
    }
    return classes;
  }

  /**
   * The same loss with a weight for each class.
   *
   * @param weights (classes), each finite and at least 0; empty if all classes weigh the same
   * @return this head if all weigh the same
   * @throws IllegalArgumentException if there are fewer or more weights than classes
   */
  public Head weighted(List<Float> weights) {
    return weights.isEmpty() ? this : new WeightedCrossEntropy(this, weights);
  }

  @Override
  public int outputs() {
    return classes;
  }

  @Override
  public Answer answer() {
    return Decision.of(Optional.empty());
  }

  @Override
  public ErrorMeasure measure() {
    return ErrorMeasure.CLASSIFICATION_ERROR;
  }

  /** Leaves the probabilities of the classes in the scores. */
  @Override
  public void run(Workspace workspace, int rows, Tally tally) {
    float[] scores = workspace.scores();
    float[] deltas = workspace.scoreDeltas();
    float others = (float) (smoothing / classes);
    float own = smoothing == 0 ? 1f : (float) (1 - smoothing) + others;
    for (int row = 0; row < rows; row++) {
      int start = row * classes;
      int label = (int) workspace.targets()[row];
      float weight = workspace.exampleWeights()[row];
      double aimedAt = aimedAt(scores, start, label);
      boolean wrong = wrong(scores, start, label);
      tally.add(weight, softmaxRow(scores, start) - aimedAt, wrong ? 1 : 0);
      float factor = weight / rows;
      for (int c = 0; c < classes; c++) {
        deltas[start + c] = factor * (scores[start + c] - (c == label ? own : others));
      }
    }
  }

  /** The mean of the scores under the target's probabilities. */
  private double aimedAt(float[] scores, int start, int label) {
    if (smoothing == 0) {
      return scores[start + label];
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += scores[start + c];
    }
    return (1 - smoothing) * scores[start + label] + smoothing * (sum / classes);
  }

  /**
   * Counts the weighted loss and errors of a batch. A row of a class that the network does not have
   * is an error, whose loss is that of {@link #LEAST_PROBABILITY}.
   *
   * @param scores in: (rows, classes); out: probabilities
   * @param targets the class of each row, at least 0
   * @param exampleWeights of each row
   * @param rows the examples in the batch
   * @param tally receives the batch's sums
   */
  @Override
  public void count(
      float[] scores, float[] targets, float[] exampleWeights, int rows, Tally tally) {
    for (int row = 0; row < rows; row++) {
      int start = row * classes;
      int label = (int) targets[row];
      boolean known = label < classes;
      float labelLogit = known ? scores[start + label] : 0;
      boolean wrong = wrong(scores, start, label);
      double logSum = softmaxRow(scores, start);
      tally.add(exampleWeights[row], known ? logSum - labelLogit : LARGEST_LOSS, wrong ? 1 : 0);
    }
  }

  /** Turns a row into probabilities; returns the log of the sum of its exponentials. */
  private double softmaxRow(float[] scores, int start) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, scores[start + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double exponential = Exponential.of((double) scores[start + c] - largest);
      sum += exponential;
      scores[start + c] = (float) exponential;
    }
    for (int c = 0; c < classes; c++) {
      scores[start + c] = (float) (scores[start + c] / sum);
    }
    return StrictMath.log(sum) + largest;
  }

  private boolean wrong(float[] scores, int start, int label) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (scores[start + c] > scores[start + best]) {
        best = c;
      }
    }
    return best != label;
  }
}
