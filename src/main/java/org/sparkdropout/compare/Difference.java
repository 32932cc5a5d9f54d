package org.sparkdropout.compare;

import org.sparkdropout.head.ErrorMeasure;

/**
 * An arm against the baseline.
 *
 * @param arm its name
 * @param baseline the name of the first arm
 * @param conclusion what may be concluded
 * @param verdict the same for people to read, with its figures
 * @param bySeed the differences of the test errors, seed by seed
 * @param byRow the differences in each test row
 * @param firstSeed the test of the two networks of the first seed
 * @param posterior how probable it is that the arm is better, worse or practically the same; null
 *     where it is not known, as with one seed
 * @param probabilities the same for people to read; empty without
 * @param bootstrap the BCa interval of the mean of the seeds' differences; null with fewer than 10
 */
public record Difference(
    String arm,
    String baseline,
    Conclusion conclusion,
    String verdict,
    SeedDifferences bySeed,
    RowDifferences byRow,
    PairTest firstSeed,
    Posterior posterior,
    String probabilities,
    MeanInterval bootstrap) {
  /** What the verdict rests on, with nothing beside it. */
  Difference(
      String arm,
      String baseline,
      Conclusion conclusion,
      String verdict,
      SeedDifferences bySeed,
      RowDifferences byRow,
      PairTest firstSeed) {
    this(arm, baseline, conclusion, verdict, bySeed, byRow, firstSeed, null, "", null);
  }

  /**
   * Adds what stands beside the verdict.
   *
   * @param region differences up to here do not matter, at least 0
   * @param confidence of the bootstrap interval
   */
  Difference withProbabilities(ErrorMeasure measure, double region, double confidence) {
    double[] all = bySeed.differences().stream().mapToDouble(Double::doubleValue).toArray();
    if (all.length < 2 || !Double.isFinite(region + bySeed.interval().mean())) {
      return this;
    }
    Posterior found = BayesianSignedRank.of(region, all);
    return new Difference(
        arm,
        baseline,
        conclusion,
        verdict,
        bySeed,
        byRow,
        firstSeed,
        found,
        new PosteriorText(arm, baseline, found)
            .of("%d seeds".formatted(all.length), new DifferenceText(measure).points(region)),
        all.length < BootstrapInterval.FEWEST ? null : BootstrapInterval.of(confidence, all));
  }
}
