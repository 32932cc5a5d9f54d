package org.sparkdropout.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.SortedMap;

/**
 * How well a network does on the rows of one part of a table.
 *
 * @param rows that were measured: those with a label and a prediction
 * @param error the share of wrong predictions, in [0, 1]; NaN without rows
 * @param loss the mean cross-entropy (log loss), in nats; probabilities below 1e-15 count as that
 * @param areaUnderRoc of two classes: how often a row of the second has a larger probability of it
 *     than a row of the first, ties counted half, in [0, 1]; null for more classes, or where one of
 *     them has no rows
 * @param largestClass what answering with the largest class alone would get
 * @param rowsWithoutLabel which were not measured
 * @param rowsWithoutPrediction which have a label and were not measured: missing or wrong values
 * @param unseenLabels rows of each label that no training row has, which count as errors; at most
 *     {@link Measurement#UNSEEN_SHOWN} labels, those of most rows
 * @param classes each class of the network, in order
 * @param confusion the cells of the confusion matrix that have rows, by label and prediction; at
 *     most {@link Measurement#CELLS_SHOWN}, those of most rows
 * @param confusionCellsLeftOut how many cells are not in {@code confusion}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Metrics(
    long rows,
    double error,
    double loss,
    Double areaUnderRoc,
    LargestClass largestClass,
    long rowsWithoutLabel,
    long rowsWithoutPrediction,
    SortedMap<String, Long> unseenLabels,
    List<ClassQuality> classes,
    List<Cell> confusion,
    long confusionCellsLeftOut) {}
