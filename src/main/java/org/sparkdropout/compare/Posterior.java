package org.sparkdropout.compare;

/**
 * How probable it is, after what was measured, that an arm is better than the baseline, worse, or
 * practically the same. The three probabilities sum to 1.
 *
 * @param region of practical equivalence: differences of at most this size, either way, do not
 *     matter; at least 0, in the units of the differences
 * @param better the probability of a difference below -region
 * @param equivalent the probability of a difference that does not matter
 * @param worse the probability of a difference above region
 */
public record Posterior(double region, double better, double equivalent, double worse) {}
