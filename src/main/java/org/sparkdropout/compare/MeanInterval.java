package org.sparkdropout.compare;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of some differences, and its confidence interval by Student's t (1908). It takes the
 * differences as independent and their mean as close to normal.
 *
 * @param mean NaN without differences
 * @param low lower end of the interval; NaN with fewer than two differences
 * @param high upper end, likewise
 */
public record MeanInterval(double mean, double low, double high) {
  /**
   * The interval of a mean.
   *
   * @param mean of the differences
   * @param variance of the differences, the unbiased estimate, at least 0
   * @param count how many there are, at least 0
   * @param confidence in (0, 1)
   * @return the interval; of no width where all differences are the same
   */
  public static MeanInterval of(double mean, double variance, long count, double confidence) {
    double reach =
        count < 2
            ? Double.NaN
            : TDistribution.of(count - 1.0).inverseSurvivalProbability((1 - confidence) / 2)
                * Math.sqrt(variance / count);
    return new MeanInterval(mean, mean - reach, mean + reach);
  }

  /**
   * Whether all of the interval lies on one side of 0.
   *
   * @return false if an end is NaN
   */
  public boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
