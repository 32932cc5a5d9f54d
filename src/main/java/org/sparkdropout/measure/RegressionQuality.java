package org.sparkdropout.measure;

/**
 * How well a network of numbers does on some rows. Of labels that are vectors, MAE and R2 are the
 * means over their numbers, and RMSE is the root of the mean of their mean squared errors.
 *
 * @param rows the rows that have a label and an answer
 * @param rmse the root of the mean squared error, in the units of the label; NaN without rows
 * @param mae the mean absolute error, in the units of the label; NaN without rows
 * @param r2 1 - squared errors / squared distances from the mean label of these rows, at most 1;
 *     null where it is undefined: without rows, or where a number of the label is the same in all
 */
public record RegressionQuality(long rows, double rmse, double mae, Double r2) implements Quality {
  @Override
  public double error() {
    return rmse;
  }
}
