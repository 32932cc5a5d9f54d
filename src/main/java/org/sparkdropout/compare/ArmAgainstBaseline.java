package org.sparkdropout.compare;

/**
 * An arm against its baseline on the test rows.
 *
 * @param rows that were measured
 * @param mean over the rows of the difference of errors, itself a mean over the seeds
 * @param variance over the rows, the unbiased estimate; NaN with fewer than two
 * @param firstSeed the test of the two networks of the first seed
 */
record ArmAgainstBaseline(long rows, double mean, double variance, PairTest firstSeed) {}
