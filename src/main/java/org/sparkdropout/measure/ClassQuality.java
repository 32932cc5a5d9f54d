package org.sparkdropout.measure;

/**
 * How well a network does on one class. What is undefined is null: nothing can be said of the
 * recall of a class without rows, or of the precision of a class that was never predicted.
 *
 * @param label the class, as text
 * @param rows of this class: its support
 * @param precision the share of the rows predicted as this class that are of it, in [0, 1]
 * @param recall the share of the rows of this class that were predicted as it, in [0, 1]
 * @param f1 the harmonic mean of both, in [0, 1]
 */
public record ClassQuality(String label, long rows, Double precision, Double recall, Double f1) {
  /**
   * From counts.
   *
   * @param right rows of the class that were predicted as it
   * @param rows of the class
   * @param predicted rows predicted as the class
   */
  static ClassQuality of(String label, long right, long rows, long predicted) {
    return new ClassQuality(
        label,
        rows,
        ratio(right, predicted),
        ratio(right, rows),
        ratio(2 * right, rows + predicted));
  }

  private static Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
