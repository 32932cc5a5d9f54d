package org.sparkdropout.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What an arm's test error is above that of the baseline, split by split: would other rows to train
 * on and to test on say the same?
 *
 * @param differences error of the arm - error of the baseline, by split, each a mean over the seeds
 * @param testToTrain test rows / training rows
 * @param interval of their mean, by the corrected resampled t-test, since splits share rows
 */
public record SplitDifferences(
    List<Double> differences, double testToTrain, @JsonUnwrapped MeanInterval interval)
    implements RunDifferences {
  /**
   * Summarises differences.
   *
   * @param differences by split
   * @param testToTrain test rows / training rows of a split, above 0
   * @param confidence of the interval, in (0, 1)
   * @return with NaN where there are fewer than two
   */
  public static SplitDifferences of(
      List<Double> differences, double testToTrain, double confidence) {
    double[] all = differences.stream().mapToDouble(Double::doubleValue).toArray();
    MeanInterval interval =
        all.length < 2
            ? new MeanInterval(StatUtils.mean(all), Double.NaN, Double.NaN)
            : new CorrectedTTest(differences, testToTrain).interval(confidence);
    return new SplitDifferences(differences, testToTrain, interval);
  }

  @Override
  public Posterior posterior(double region) {
    return new CorrectedTTest(differences, testToTrain).posterior(region);
  }

  @Override
  public String one() {
    return "split";
  }
}
