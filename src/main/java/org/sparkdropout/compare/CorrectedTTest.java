package org.sparkdropout.compare;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The corrected resampled t-test (Nadeau and Bengio 2003, "Inference for the Generalization Error",
 * Machine Learning 52:239). Splits of one table share rows to train on, so their differences are
 * not independent, and the usual interval is too narrow. Here the variance of the mean of J
 * differences is (1/J + test rows / training rows) times their variance, in place of 1/J times.
 *
 * @param differences one a split, at least two
 * @param testToTrain test rows / training rows of a split, above 0
 */
record CorrectedTTest(List<Double> differences, double testToTrain) {

  /**
   * The confidence interval of the mean difference. Where all differences are the same and not 0,
   * as those of few test rows may be, they say nothing of how much they vary, and there is none.
   *
   * @param confidence in (0, 1)
   */
  MeanInterval interval(double confidence) {
    if (deviation() == 0 && mean() != 0) {
      return new MeanInterval(mean(), Double.NaN, Double.NaN);
    }
    double reach = student().inverseSurvivalProbability((1 - confidence) / 2) * deviation();
    return new MeanInterval(mean(), mean() - reach, mean() + reach);
  }

  /**
   * The same as probabilities: the Bayesian correlated t-test (Corani and Benavoli 2015, Machine
   * Learning 100:285), whose posterior of the mean difference is Student's t around it.
   *
   * @param region of practical equivalence, at least 0
   */
  Posterior posterior(double region) {
    double deviation = deviation();
    if (deviation == 0) {
      double better = mean() < -region ? 1 : 0;
      double worse = mean() > region ? 1 : 0;
      return new Posterior(region, better, 1 - better - worse, worse);
    }
    double better = student().cumulativeProbability((-region - mean()) / deviation);
    double worse = student().survivalProbability((region - mean()) / deviation);
    return new Posterior(region, better, 1 - better - worse, worse);
  }

  private double mean() {
    return StatUtils.mean(all());
  }

  /** Of the mean, corrected. */
  private double deviation() {
    return Math.sqrt((1.0 / differences.size() + testToTrain) * StatUtils.variance(all()));
  }

  private TDistribution student() {
    return TDistribution.of(differences.size() - 1.0);
  }

  private double[] all() {
    return differences.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
