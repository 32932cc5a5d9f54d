package org.sparkdropout.compare;

import java.io.Serializable;
import java.util.List;

/**
 * The squared errors of an arm's runs less those of the baseline's: as means over the seeds, and of
 * the first seed alone. Plain fields, so that Kryo can write it as well. Not thread-safe.
 */
final class ArmErrorSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SquaredErrorSums means = new SquaredErrorSums();
  private final SquaredErrorSums firstSeed = new SquaredErrorSums();

  /** Adds a row: its label, and the predictions of both arms by seed. */
  void add(double[] label, List<double[]> arm, List<double[]> baseline) {
    means.add(meanSquare(label, arm) - meanSquare(label, baseline));
    firstSeed.add(label, arm.get(0), baseline.get(0));
  }

  private static double meanSquare(double[] label, List<double[]> predictions) {
    return predictions.stream()
        .mapToDouble(prediction -> SquaredErrorSums.meanSquare(label, prediction))
        .average()
        .orElseThrow();
  }

  void add(ArmErrorSums more) {
    means.add(more.means);
    firstSeed.add(more.firstSeed);
  }

  MeasuredRuns.AgainstBaseline againstBaseline() {
    return new MeasuredRuns.AgainstBaseline(
        means.rows(),
        means.mean(),
        means.variance(),
        new PairTest.OfNumbers(firstSeed.squaredErrors()));
  }
}
