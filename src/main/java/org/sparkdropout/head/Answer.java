package org.sparkdropout.head;

import java.io.Serializable;

/**
 * What the scores of a network mean: turns those of one row into an answer. Equal answers give the
 * same for the same scores.
 *
 * <p>Immutable and thread-safe; travels to executors.
 */
public interface Answer extends Serializable {
  /**
   * The scores in the units that users see.
   *
   * @param scores (outputs), which may be returned as they are
   * @return of classes their logits; else (numbers) in the units of the label
   */
  double[] values(double[] scores);

  /**
   * Whether {@link #prediction} looks at probabilities.
   *
   * @return false if the values are enough
   */
  boolean needsProbabilities();

  /**
   * The probability of each class.
   *
   * @param values of {@link #values}, not changed
   * @return of classes their probabilities, which add up to 1; of numbers the values themselves
   */
  double[] probabilities(double[] values);

  /**
   * The one number that is the prediction.
   *
   * @param values of {@link #values}
   * @param probabilities of {@link #probabilities}; the values again if they are not needed
   * @return the number of a class, or a number in the units of the label
   */
  double prediction(double[] values, double[] probabilities);

  /**
   * How much the networks that were averaged disagree.
   *
   * @param scores as {@link #values} takes them
   * @param prediction of {@link #prediction}
   * @return unknown where one network has answered
   */
  default Uncertainty uncertainty(double[] scores, double prediction) {
    return Uncertainty.unknown(scores.length);
  }
}
