package org.sparkdropout.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How well a network of numbers does on the rows of one part of a table. Of labels that are
 * vectors, MAE and R2 are the means over their numbers, and both RMSEs are roots of such means.
 *
 * @param rows that were measured: those with a label and a prediction
 * @param rmse the root of the mean squared error, in the units of the label; NaN without rows
 * @param mae the mean absolute error, in the units of the label; NaN without rows
 * @param r2 1 - squared errors / squared distances from the mean label of these rows, at most 1;
 *     null where it is undefined: without rows, or where a number of the label is the same in all
 * @param rmseOfMeanLabel the RMSE of always answering with the mean label of the training rows; NaN
 *     without rows or without training rows
 * @param rowsWithoutLabel which were not measured: null, NaN, infinite, or larger than {@link
 *     NumberPredictions#LARGEST}
 * @param rowsWithoutPrediction which have a label and were not measured: missing or wrong features
 * @param numbers each number of labels that are vectors, in order; null for labels of one number
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NumberMetrics(
    long rows,
    double rmse,
    double mae,
    Double r2,
    double rmseOfMeanLabel,
    long rowsWithoutLabel,
    long rowsWithoutPrediction,
    List<NumberQuality> numbers) {}
