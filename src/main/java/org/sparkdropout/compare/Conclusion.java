package org.sparkdropout.compare;

/** What may be concluded of an arm and the baseline. */
public enum Conclusion {
  /** The arm has a lower test error, and other seeds and other test rows would say so too. */
  BETTER,
  /** The arm has a higher test error, likewise. */
  WORSE,
  /** The seeds differ too much, or are too few. */
  SEEDS_CANNOT_TELL,
  /** The splits differ too much, or are too few. */
  SPLITS_CANNOT_TELL,
  /** The seeds agree, but the test rows are too few. */
  ROWS_CANNOT_TELL,
  /** Neither is better than always giving one answer. */
  BOTH_USELESS,
  /** Both still improve at the last epoch, so that a longer run may say otherwise. */
  BOTH_STILL_IMPROVE;

  /**
   * Concludes. A claim needs both intervals on the same side of 0. So if neither seeds nor rows
   * made a difference it is made at most as often as each interval alone misses.
   *
   * @param bySeed the differences of the seeds
   * @param byRow the differences of the test rows
   * @param useless whether neither arm is better than always giving one answer
   * @param improving whether both still improve at the last epoch
   * @return what may be claimed
   */
  public static Conclusion of(
      SeedDifferences bySeed, RowDifferences byRow, boolean useless, boolean improving) {
    if (useless) {
      return BOTH_USELESS;
    } else if (!bySeed.interval().excludesZero()) {
      return SEEDS_CANNOT_TELL;
    }
    boolean lower = bySeed.interval().mean() < 0;
    boolean same = lower == byRow.interval().mean() < 0;
    if (!same || !byRow.interval().excludesZero()) {
      return ROWS_CANNOT_TELL;
    } else if (improving) {
      return BOTH_STILL_IMPROVE;
    }
    return lower ? BETTER : WORSE;
  }

  /**
   * Concludes from splits, each of which has test rows of its own. A claim needs an interval on one
   * side of 0.
   *
   * @param bySplit the differences of the splits
   * @param useless whether neither arm is better than always giving one answer
   * @param improving whether both still improve at the last epoch
   * @return what may be claimed
   */
  public static Conclusion ofSplits(SplitDifferences bySplit, boolean useless, boolean improving) {
    if (useless) {
      return BOTH_USELESS;
    } else if (!bySplit.interval().excludesZero()) {
      return SPLITS_CANNOT_TELL;
    } else if (improving) {
      return BOTH_STILL_IMPROVE;
    }
    return bySplit.interval().mean() < 0 ? BETTER : WORSE;
  }
}
