package org.sparkdropout.prepare;

import java.util.List;
import java.util.Set;

/**
 * What is asked for: which columns become features, and how.
 *
 * @param numbers numeric and boolean columns
 * @param vectors columns of Spark ML vectors or of arrays of numbers
 * @param categories columns to be one-hot encoded
 * @param optional those of the columns that are left out if they are of no use: a column of numbers
 *     that holds none, or of categories that holds too many or only one
 * @param maxCategories the most categories of an optional column
 * @param impute what stands in for missing values
 * @param scaling how numbers and vectors are scaled
 * @param invalid what to do with rows that are unfit, and with unseen categories: error, skip, keep
 */
public record Preparation(
    List<String> numbers,
    List<String> vectors,
    List<String> categories,
    Set<String> optional,
    int maxCategories,
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
    /** Their most frequent value, the lowest if there are several. */
    MODE
  }

  /** How numbers are scaled. */
  public enum Scaling {
    /** Not at all. */
    NONE,
    /** To mean 0 and standard deviation 1 over the training rows. */
    STANDARD,
    /** To the normal distribution, by the ranks of the training rows. */
    QUANTILE
  }

  /**
   * Copies the names.
   *
   * @param numbers see above
   * @param vectors see above
   * @param categories see above
   * @param optional see above
   * @param maxCategories see above
   * @param impute see above
   * @param scaling see above
   * @param invalid see above
   */
  public Preparation {
    numbers = List.copyOf(numbers);
    vectors = List.copyOf(vectors);
    categories = List.copyOf(categories);
    optional = Set.copyOf(optional);
  }

  /**
   * What is asked for in columns that are all used.
   *
   * @param numbers see above
   * @param vectors see above
   * @param categories see above
   * @param impute see above
   * @param scaling see above
   * @param invalid see above
   */
  public Preparation(
      List<String> numbers,
      List<String> vectors,
      List<String> categories,
      Impute impute,
      Scaling scaling,
      String invalid) {
    this(numbers, vectors, categories, Set.of(), Integer.MAX_VALUE, impute, scaling, invalid);
  }

  boolean imputes() {
    return impute != Impute.NONE;
  }

  boolean scales() {
    return scaling != Scaling.NONE;
  }
}
