package org.sparkdropout.head;

import java.util.List;
import org.sparkdropout.network.Workspace;

/**
 * {@link SoftmaxCrossEntropy} in which the rows of some classes weigh more than those of others.
 *
 * <p>The derivative is that of PyTorch's {@code CrossEntropyLoss(weight, label_smoothing)}: a row
 * is weighted by its own class, and the share that smoothing gives to each class by that class. It
 * is divided by the rows of the batch and not by the sum of their weights, so that a batch of light
 * classes takes a small step. The losses and errors that are counted are those without class
 * weights, so that people can compare them.
 */
public final class WeightedCrossEntropy implements Head {
  private static final long serialVersionUID = 1L;

  private final SoftmaxCrossEntropy unweighted;

  /** (classes). */
  private final float[] weights;

  /** The weights' sum. */
  private final double sum;

  WeightedCrossEntropy(SoftmaxCrossEntropy unweighted, List<Float> weights) {
    if (weights.size() != unweighted.classes()) {
      throw new IllegalArgumentException(
          "There must be a weight for each of the %d classes. Provided: %d"
              .formatted(unweighted.classes(), weights.size()));
    }
    this.unweighted = unweighted;
    this.weights = new float[weights.size()];
    double total = 0;
    for (int c = 0; c < this.weights.length; c++) {
      this.weights[c] = weights.get(c);
      total += weights.get(c);
    }
    this.sum = total;
  }

  @Override
  public int outputs() {
    return unweighted.outputs();
  }

  @Override
  public Answer answer() {
    return unweighted.answer();
  }

  @Override
  public ErrorMeasure measure() {
    return unweighted.measure();
  }

  @Override
  public void run(Workspace workspace, int rows, Tally tally) {
    unweighted.run(workspace, rows, tally);
    float[] probabilities = workspace.scores();
    float[] deltas = workspace.scoreDeltas();
    int classes = weights.length;
    double share = unweighted.smoothing() / classes;
    for (int row = 0; row < rows; row++) {
      int start = row * classes;
      int label = (int) workspace.targets()[row];
      float factor = workspace.exampleWeights()[row] / rows;
      double own = (1 - unweighted.smoothing()) * weights[label];
      double all = own + share * sum;
      for (int c = 0; c < classes; c++) {
        double aim = share * weights[c] + (c == label ? own : 0);
        deltas[start + c] = (float) (factor * (all * probabilities[start + c] - aim));
      }
    }
  }

  @Override
  public void count(
      float[] scores, float[] targets, float[] exampleWeights, int rows, Tally tally) {
    unweighted.count(scores, targets, exampleWeights, rows, tally);
  }
}
