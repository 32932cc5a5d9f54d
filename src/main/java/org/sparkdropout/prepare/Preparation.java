package org.sparkdropout.prepare;

import java.util.List;
import java.util.Map;

/**
 * What is asked for: which columns become features, and how.
 *
 * @param numbers numeric columns
 * @param vectors columns of Spark ML vectors and their widths
 * @param categories columns to be one-hot encoded
 * @param impute what stands in for missing values
 * @param scaling whether numbers and vectors are standardised
 * @param invalid what to do with rows that still have missing values, and with unseen categories
 */
public record Preparation(
    List<String> numbers,
    Map<String, Integer> vectors,
    List<String> categories,
    Impute impute,
    Scaling scaling,
    String invalid) {

  /** What stands in for missing numbers. */
  public enum Impute {
    /** Nothing: missing values are invalid. */
    NONE,
    /** The mean of the training rows. */
    MEAN,
    /** Their median. */
    MEDIAN,
    /** Their most frequent value. */
    MODE
  }

  /** How numbers are scaled. */
  public enum Scaling {
    /** Not at all. */
    NONE,
    /** To mean 0 and standard deviation 1 over the training rows. */
    STANDARD
  }

  /**
   * Whether the table's one vector column can be taken as it is.
   *
   * @return true if there is nothing to assemble, encode or scale
   */
  public boolean isTrivial() {
    return numbers.isEmpty()
        && categories.isEmpty()
        && vectors.size() == 1
        && scaling == Scaling.NONE;
  }
}
