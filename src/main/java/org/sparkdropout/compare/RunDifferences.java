package org.sparkdropout.compare;

import java.util.List;

/** What an arm's test error is above that of the baseline, run by run. */
public sealed interface RunDifferences permits SeedDifferences, SplitDifferences {
  /**
   * The differences.
   *
   * @return one a seed, or one a split
   */
  List<Double> differences();

  /**
   * The interval of their mean.
   *
   * @return with NaN where there are too few
   */
  MeanInterval interval();

  /**
   * How probable it is that the arm is better, worse or practically the same.
   *
   * @param region of practical equivalence, at least 0
   * @return the probabilities of at least two differences
   */
  Posterior posterior(double region);

  /**
   * What there is one difference of.
   *
   * @return seed or split
   */
  String one();

  /** {@return how many differences there are, such as 5 seeds} */
  default String text() {
    int count = differences().size();
    return count == 1 ? "1 " + one() : "%d %ss".formatted(count, one());
  }
}
