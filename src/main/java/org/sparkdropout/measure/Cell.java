package org.sparkdropout.measure;

/**
 * A cell of the confusion matrix that has rows.
 *
 * @param label the true label, as text
 * @param predicted the label of the predicted class, as text
 * @param rows above 0
 */
public record Cell(String label, String predicted, long rows) {}
