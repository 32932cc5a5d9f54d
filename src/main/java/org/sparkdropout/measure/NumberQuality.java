package org.sparkdropout.measure;

/**
 * How well a network does on one number of labels that are vectors.
 *
 * @param rmse the root of the mean squared error, in the units of the number; NaN without rows
 * @param mae the mean absolute error, likewise
 * @param r2 1 - squared errors / squared distances from the mean of these rows, at most 1; null
 *     without rows, or where all have the same number
 * @param rmseOfMeanLabel the RMSE of always answering with the mean of the training rows; NaN
 *     without rows or without training rows
 */
public record NumberQuality(double rmse, double mae, Double r2, double rmseOfMeanLabel) {}
