package org.sparkdropout.export;

/**
 * How an exported file was compared with its model.
 *
 * @param rows that both have scored
 * @param madeUp whether the rows were made of random numbers, for want of a table
 * @param largestDifference of two probabilities, or of two numbers in deviations of the label
 */
public record Verification(int rows, boolean madeUp, double largestDifference) {
  /** As a sentence, such as {@code 1,000 rows, largest difference 1.2e-07}. */
  @Override
  public String toString() {
    return "%,d %srows, largest difference %.1e"
        .formatted(rows, madeUp ? "made-up " : "", largestDifference);
  }
}
