package org.sparkdropout.random;

/**
 * What random numbers are drawn for: the part of a stream's name that keeps uses apart.
 *
 * <p>The order of the constants is part of every stream's counter (see {@link Streams}): append new
 * ones, never reorder.
 */
public enum Purpose {
  /** The weights a network starts from. */
  INITIAL_WEIGHTS,
  /** The order in which rows are dealt to shards. */
  ROW_DEALING,
  /** Which rows are held out for validation. */
  VALIDATION_SPLIT,
  /** The order in which a replica visits the rows of its shard in an epoch. */
  BATCH_ORDER,
  /** Which units a Bernoulli mask keeps. */
  MASK,
  /** Gaussian multiplicative noise. */
  NOISE,
  /** Masks drawn at inference to estimate uncertainty. */
  MONTE_CARLO
}
