package org.sparkdropout.compare;

/** What may be concluded of an arm and the baseline. */
public enum Conclusion {
  /** The arm has a lower test error, and other seeds and other test rows would say so too. */
  BETTER,
  /** The arm has a higher test error, likewise. */
  WORSE,
  /** The seeds differ too much, or are too few. */
  SEEDS_CANNOT_TELL,
  /** The seeds agree, but the test rows are too few. */
  ROWS_CANNOT_TELL;

  /**
   * Concludes. A claim needs both intervals on the same side of 0. So if neither seeds nor rows
   * made a difference it is made at most as often as each interval alone misses.
   */
  static Conclusion of(SeedDifferences bySeed, RowDifferences byRow) {
    if (!bySeed.interval().excludesZero()) {
      return SEEDS_CANNOT_TELL;
    }
    boolean lower = bySeed.interval().mean() < 0;
    boolean same = lower == byRow.interval().mean() < 0;
    if (!same || !byRow.interval().excludesZero()) {
      return ROWS_CANNOT_TELL;
    }
    return lower ? BETTER : WORSE;
  }

  /** {@return whether it says that the arms differ} */
  public boolean isClaim() {
    return this == BETTER || this == WORSE;
  }
}
