package org.sparkdropout.compare;

import org.sparkdropout.head.ErrorMeasure;

/**
 * An arm against the baseline.
 *
 * @param arm its name
 * @param baseline the name of the first arm
 * @param conclusion what may be concluded
 * @param verdict the same for people to read, with its figures
 * @param bySeed the differences of the test errors, seed by seed; null with several splits
 * @param byRow the differences in each test row; null with several splits
 * @param bySplit the differences of the test errors, split by split; null with one
 * @param firstSeed the test of the two networks of the first seed, of the first split
 * @param posterior how probable it is that the arm is better, worse or practically the same; null
 *     where it is not known, as with one seed
 * @param probabilities the same for people to read; empty without
 * @param bootstrap the BCa interval of the mean of the seeds' differences; null with fewer than 10,
 *     and with several splits
 */
public record Difference(
    String arm,
    String baseline,
    Conclusion conclusion,
    String verdict,
    SeedDifferences bySeed,
    RowDifferences byRow,
    SplitDifferences bySplit,
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
    this(arm, baseline, conclusion, verdict, bySeed, byRow, null, firstSeed, null, "", null);
  }

  /** The same arms on several splits, with nothing beside the verdict. */
  static Difference ofSplits(
      Difference first, Conclusion conclusion, String verdict, SplitDifferences bySplit) {
    return new Difference(
        first.arm,
        first.baseline,
        conclusion,
        verdict,
        null,
        null,
        bySplit,
        first.firstSeed,
        null,
        "",
        null);
  }

  /**
   * The differences that the verdict rests on; the page asks it.
   *
   * @return by split if there are several splits, or else by seed
   */
  public RunDifferences byRun() {
    return bySplit == null ? bySeed : bySplit;
  }

  /** Whether another difference is of the same arm and baseline. */
  boolean isOfSameArms(Difference other) {
    return arm.equals(other.arm) && baseline.equals(other.baseline);
  }

  /**
   * Adds what stands beside the verdict.
   *
   * @param region differences up to here do not matter, at least 0
   * @param confidence of the bootstrap interval
   */
  Difference withProbabilities(ErrorMeasure measure, double region, double confidence) {
    int runs = byRun().differences().size();
    if (runs < 2 || !Double.isFinite(region + byRun().interval().low())) {
      return this;
    }
    Posterior found = byRun().posterior(region);
    return new Difference(
        arm,
        baseline,
        conclusion,
        verdict,
        bySeed,
        byRow,
        bySplit,
        firstSeed,
        found,
        new PosteriorText(arm, baseline, found)
            .of(byRun().text(), new DifferenceText(measure).points(region)),
        bootstrap(confidence));
  }

  /** Splits share rows, so that their bootstrap interval would be too narrow. */
  private MeanInterval bootstrap(double confidence) {
    return bySeed == null || bySeed.differences().size() < BootstrapInterval.FEWEST
        ? null
        : BootstrapInterval.of(
            confidence, bySeed.differences().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
