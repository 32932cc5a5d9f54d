package org.sparkdropout.measure;

/**
 * Rows of similar confidence: the probability that the network gave to its answer.
 *
 * @param rows how many there are; above 0
 * @param confidence its mean, in [0, 1]
 * @param accuracy the share of right answers, in [0, 1]; of a calibrated network as large as the
 *     confidence
 */
public record CalibrationBin(long rows, double confidence, double accuracy) {}
