package org.sparkdropout.compare;

import java.util.List;
import org.sparkdropout.head.ErrorMeasure;

/**
 * What a comparison found.
 *
 * @param measure what errors are: of classes the share of wrong predictions, of numbers the RMSE
 * @param heldOutRows what the curves' held-out rows are: the test rows or validation rows
 * @param seeds that were trained with, at least 1
 * @param confidence of the intervals of all differences together, in (0, 1)
 * @param constantAnswer the test error of always answering with the largest class, of numbers with
 *     the mean label, of the training rows
 * @param arms the baseline first
 * @param differences of the other arms from the baseline, in the same order
 * @param notes what else a reader must know, for people to read
 */
public record ComparisonReport(
    ErrorMeasure measure,
    String heldOutRows,
    List<Long> seeds,
    double confidence,
    double constantAnswer,
    List<ArmReport> arms,
    List<Difference> differences,
    List<String> notes) {
  /**
   * The number of sign patterns of the seeds' differences; the page asks it.
   *
   * @return 2 to the power of the number of seeds
   */
  public double signPatterns() {
    return Math.pow(2, seeds.size());
  }
}
