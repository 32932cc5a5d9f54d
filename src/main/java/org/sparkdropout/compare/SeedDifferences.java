package org.sparkdropout.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What an arm's test error is above that of the baseline, seed by seed: would other seeds say the
 * same?
 *
 * @param differences error of the arm - error of the baseline, by seed; of numbers that of RMSEs
 * @param interval of their mean
 * @param signFlip the p-value of the sign-flip permutation test, two-sided; with five seeds at
 *     least 0.0625
 */
public record SeedDifferences(
    List<Double> differences, @JsonUnwrapped MeanInterval interval, double signFlip)
    implements RunDifferences {
  /**
   * Summarises differences.
   *
   * @param differences error of the arm - error of the baseline, by seed
   * @param confidence of the interval, in (0, 1)
   * @return with NaN where there are too few
   */
  public static SeedDifferences of(List<Double> differences, double confidence) {
    double[] all = differences.stream().mapToDouble(Double::doubleValue).toArray();
    return new SeedDifferences(
        differences,
        MeanInterval.of(StatUtils.mean(all), StatUtils.variance(all), all.length, confidence),
        SignFlip.pValue(all));
  }

  @Override
  public Posterior posterior(double region) {
    return BayesianSignedRank.of(
        region, differences.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public String one() {
    return "seed";
  }
}
