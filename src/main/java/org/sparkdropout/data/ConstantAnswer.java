package org.sparkdropout.data;

/**
 * An answer that is the same for every row: a network that is no better has learnt nothing.
 *
 * @param text what it answers with, such as the largest class
 * @param error its mean error over the training rows, as a head counts it
 */
public record ConstantAnswer(String text, double error) {}
