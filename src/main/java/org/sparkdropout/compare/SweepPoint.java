package org.sparkdropout.compare;

/**
 * Where an arm is in a sweep: the arms of one line differ in what is swept alone, and those of one
 * value in all else.
 *
 * @param line the name of the line, such as {@code with dropout}
 * @param value of what is swept, for people to read, such as {@code 0.5}
 */
public record SweepPoint(String line, String value) {}
