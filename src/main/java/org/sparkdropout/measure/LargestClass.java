package org.sparkdropout.measure;

/**
 * What answering every row with the largest class of the training rows would get.
 *
 * @param label that class, as text
 * @param error the share of the rows that it would get wrong, in [0, 1]; NaN without rows
 */
public record LargestClass(String label, double error) {}
