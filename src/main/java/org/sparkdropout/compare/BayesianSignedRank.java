package org.sparkdropout.compare;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DirichletSampler;

/**
 * The Bayesian signed-rank test with a region of practical equivalence (Benavoli, Corani, Demsar
 * and Zaffalon 2017, "Time for a Change", Journal of Machine Learning Research 18(77)). It takes
 * the differences as independent.
 *
 * <p>The prior is a Dirichlet process of strength 0.5 with all of its mass at 0, as in the paper
 * and in the authors' library baycomp. The mean of two differences that are drawn from the
 * posterior is better, equivalent or worse. The probability of each is how often it is the
 * likeliest of the three.
 *
 * <p>Draws have a fixed seed, so that the same differences have the same probabilities. Chance
 * moves them by less than 0.01.
 */
final class BayesianSignedRank {
  private static final double PRIOR = 0.5;
  private static final int DRAWS = 50_000;

  /** For each pair of differences: half of what it adds to better and to worse, 0, 1 or 2. */
  private final byte[][] better;

  private final byte[][] worse;

  private BayesianSignedRank(double region, double... differences) {
    double[] all = new double[differences.length + 1]; // The first is the prior's 0.
    System.arraycopy(differences, 0, all, 1, differences.length);
    this.better = new byte[all.length][all.length];
    this.worse = new byte[all.length][all.length];
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < all.length; j++) {
        double sum = all[i] + all[j];
        better[i][j] = (byte) (1 + Math.signum(-sum - 2 * region));
        worse[i][j] = (byte) (1 + Math.signum(sum - 2 * region));
      }
    }
  }

  /**
   * The probabilities.
   *
   * @param region at least 0; without a region (0) the arm is better or worse
   * @param differences of the pairs, finite, below 0 where the arm is better; at least one
   * @return the probabilities
   */
  static Posterior of(double region, double... differences) {
    return new BayesianSignedRank(region, differences).posterior(region);
  }

  private Posterior posterior(double region) {
    double[] strengths = new double[better.length];
    Arrays.fill(strengths, 1);
    strengths[0] = PRIOR;
    UniformRandomProvider random = new SplittableRandom(0)::nextLong;
    DirichletSampler weights = DirichletSampler.of(random, strengths);
    int betterDraws = 0;
    int worseDraws = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] drawn = weights.sample();
      double isBetter = share(better, drawn);
      double isWorse = share(worse, drawn);
      double isNeither = 1 - isBetter - isWorse;
      betterDraws += isBetter > Math.max(isWorse, isNeither) ? 1 : 0;
      worseDraws += isWorse > Math.max(isBetter, isNeither) ? 1 : 0;
    }
    return new Posterior(
        region,
        (double) betterDraws / DRAWS,
        (double) (DRAWS - betterDraws - worseDraws) / DRAWS,
        (double) worseDraws / DRAWS);
  }

  /** The weight of the pairs that count, in [0, 1]. */
  private static double share(byte[][] pairs, double... weights) {
    double share = 0;
    for (int i = 0; i < pairs.length; i++) {
      double ofFirst = 0;
      for (int j = 0; j < pairs.length; j++) {
        ofFirst += pairs[i][j] * weights[j];
      }
      share += weights[i] * ofFirst / 2;
    }
    return share;
  }
}
