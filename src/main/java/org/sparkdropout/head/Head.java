package org.sparkdropout.head;

import java.io.Serializable;
import org.sparkdropout.network.Workspace;

/**
 * What a network's last layer is for: the loss of its scores, and the error that people are told.
 *
 * <p>Immutable; travels to executors. An example's target is {@link #targetWidth()} numbers, its
 * scores are as many as the network has outputs.
 */
public interface Head extends Serializable {
  /**
   * The numbers of an example's target.
   *
   * @return at least 1
   */
  default int targetWidth() {
    return 1;
  }

  /**
   * The scores of an example.
   *
   * @return the outputs of the network, at least 1
   */
  int outputs();

  /**
   * What the scores of a trained network mean.
   *
   * @return of classes the choice of the largest
   */
  Answer answer();

  /**
   * What people are told of the errors that this head counts.
   *
   * @return their measure
   */
  ErrorMeasure measure();

  /**
   * Computes the weighted loss of a batch and its derivative by the scores.
   *
   * <p>The derivative is that of the sum of (example weight x loss) divided by {@code rows}: with
   * weights of mean one over the data set, an unbiased estimate of the gradient of the weighted
   * mean loss.
   *
   * @param workspace in: scores, targets, example weights; out: the derivatives that the backward
   *     pass starts from; the scores may be overwritten
   * @param rows the examples in the batch
   * @param tally receives the batch's sums
   */
  void run(Workspace workspace, int rows, Tally tally);

  /**
   * Counts the weighted loss and error of a batch whose derivatives are computed elsewhere, or not
   * at all.
   *
   * @param scores in: (rows, outputs); may be overwritten
   * @param targets (rows, targetWidth)
   * @param exampleWeights of each row
   * @param rows the examples in the batch
   * @param tally receives the batch's sums
   */
  void count(float[] scores, float[] targets, float[] exampleWeights, int rows, Tally tally);
}
