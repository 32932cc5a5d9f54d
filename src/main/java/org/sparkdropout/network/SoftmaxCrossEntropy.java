package org.sparkdropout.network;

/** The output layer's softmax and its loss, the mean cross-entropy, in nats. */
public final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /**
   * Turns logits into probabilities, in place.
   *
   * @param scores in: logits (rows, classes) from {@code offset}; out: probabilities that sum to 1
   * @param offset where the first row starts
   * @param rows the number of rows
   * @param classes the number of classes
   */
  public static void softmax(float[] scores, int offset, int rows, int classes) {
    for (int row = 0; row < rows; row++) {
      softmaxRow(scores, offset + row * classes, classes);
    }
  }

  private static void softmaxRow(float[] scores, int start, int classes) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, scores[start + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double exponential = StrictMath.exp((double) scores[start + c] - largest);
      sum += exponential;
      scores[start + c] = (float) exponential;
    }
    for (int c = 0; c < classes; c++) {
      scores[start + c] = (float) (scores[start + c] / sum);
    }
  }

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
    float[] deltas = workspace.deltas(workspace.topology().layers());
    for (int row = 0; row < rows; row++) {
      int start = row * classes;
      int label = workspace.labels()[row];
      float weight = workspace.exampleWeights()[row];
      tally.add(
          weight, logLoss(scores, start, classes, label), wrong(scores, start, classes, label));
      softmaxRow(scores, start, classes);
      float factor = weight / rows;
      for (int c = 0; c < classes; c++) {
        deltas[start + c] = factor * (scores[start + c] - (c == label ? 1f : 0f));
      }
    }
  }

  /** The log of the sum of exponentials, less the label's logit: finite for any finite logits. */
  private static double logLoss(float[] scores, int start, int classes, int label) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, scores[start + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += StrictMath.exp((double) scores[start + c] - largest);
    }
    return StrictMath.log(sum) + largest - scores[start + label];
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
