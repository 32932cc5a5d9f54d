package org.sparkdropout.random;

/**
 * What random numbers are drawn for: the part of a stream's name that keeps uses apart.
 *
 * <p>The code of a constant is part of every stream's counter (see {@link Streams}): new constants
 * take new codes, and codes never change.
 */
public enum Purpose {
  /** The weights a network starts from. */
  INITIAL_WEIGHTS(0),
  /** The order in which rows are dealt to shards. */
  ROW_DEALING(1),
  /** Which rows are held out for validation. */
  VALIDATION_SPLIT(2),
  /** The order in which a replica visits the rows of its shard in an epoch. */
  BATCH_ORDER(3),
  /** Which units a Bernoulli mask keeps. */
  MASK(4),
  /** Gaussian multiplicative noise. */
  NOISE(5),
  /** Masks drawn at inference to estimate uncertainty. */
  MONTE_CARLO(6),
  /** Which units a thinned network keeps whose mask is shared by a batch or a round. */
  THINNED_NETWORK(7),
  /** The seed of what is random in layers of another library, anew in each step. */
  LAYER_SEED(8),
  /** Which way the numbers are rounded that replicas send to be averaged. */
  AVERAGING(9);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /** The number that stands for this purpose in a counter, in [0, 16). */
  int code() {
    return code;
  }
}
