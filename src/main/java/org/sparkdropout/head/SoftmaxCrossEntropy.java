package org.sparkdropout.head;

import org.sparkdropout.network.Backward;
import org.sparkdropout.network.Exponential;
import org.sparkdropout.network.Workspace;

/** The output layer's softmax and its loss, the mean cross-entropy, in nats. */
public final class SoftmaxCrossEntropy {
  /** A probability below this counts as this: so much at most costs a class that has none. */
  public static final double LEAST_PROBABILITY = 1e-15;

  private static final double LARGEST_LOSS = -StrictMath.log(LEAST_PROBABILITY);

  private SoftmaxCrossEntropy() {}

  /**
   * Computes the weighted loss of a batch and its derivative by the logits.
   *
   * <p>The derivative is that of the sum of (example weight x loss) divided by {@code rows}: with
   * weights of mean one over the data set, an unbiased estimate of the gradient of the weighted
   * mean loss.
   *
   * @param workspace in: logits, labels, example weights; out: probabilities in {@link
   *     Workspace#scores()} and the derivatives {@link Backward} starts from
   * @param rows the examples in the batch
   * @param tally receives the batch's sums
   */
  public static void run(Workspace workspace, int rows, Tally tally) {
    int classes = workspace.topology().classes();
    float[] scores = workspace.scores();
    float[] deltas = workspace.scoreDeltas();
    for (int row = 0; row < rows; row++) {
      int start = row * classes;
      int label = workspace.labels()[row];
      float weight = workspace.exampleWeights()[row];
      float labelLogit = scores[start + label];
      boolean wrong = wrong(scores, start, classes, label);
      tally.add(weight, softmaxRow(scores, start, classes) - labelLogit, wrong);
      float factor = weight / rows;
      for (int c = 0; c < classes; c++) {
        deltas[start + c] = factor * (scores[start + c] - (c == label ? 1f : 0f));
      }
    }
  }

  /**
   * Counts the weighted loss and errors of a batch whose derivatives are computed elsewhere, or not
   * at all. A row of a class that the network does not have is an error, whose loss is that of
   * {@link #LEAST_PROBABILITY}.
   *
   * @param scores in: logits (rows, classes); out: probabilities
   * @param labels the class of each row, at least 0
   * @param exampleWeights of each row
   * @param rows the examples in the batch
   * @param classes of the network
   * @param tally receives the batch's sums
   */
  public static void count(
      float[] scores, int[] labels, float[] exampleWeights, int rows, int classes, Tally tally) {
    for (int row = 0; row < rows; row++) {
      int start = row * classes;
      int label = labels[row];
      boolean known = label < classes;
      float labelLogit = known ? scores[start + label] : 0;
      boolean wrong = wrong(scores, start, classes, label);
      double logSum = softmaxRow(scores, start, classes);
      tally.add(exampleWeights[row], known ? logSum - labelLogit : LARGEST_LOSS, wrong);
    }
  }

  /** Turns a row into probabilities; returns the log of the sum of its exponentials. */
  private static double softmaxRow(float[] scores, int start, int classes) {
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

  private static boolean wrong(float[] scores, int start, int classes, int label) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (scores[start + c] > scores[start + best]) {
        best = c;
      }
    }
    return best != label;
  }
}
