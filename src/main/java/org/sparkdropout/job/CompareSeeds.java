package org.sparkdropout.job;

import java.time.Duration;
import org.sparkdropout.compare.Seeds;

/**
 * The seeds that each arm of a comparison is trained with: of several splits one each, if not set.
 */
final class CompareSeeds {
  static final String KEY = "compare.seeds";
  private static final String MINUTES = "compare.minutes";
  private static final String FIRST = "train.seed";
  private static final int MOST = 100;

  private CompareSeeds() {}

  /**
   * Checks what settings say of seeds.
   *
   * @throws SettingsException if it is out of range
   */
  static void check(Settings settings) {
    settings.between(KEY, 1, MOST);
    settings.between(MINUTES, 0, Integer.MAX_VALUE);
  }

  /** How many seeds there are, of several splits in each. */
  static int count(Settings settings) {
    boolean one = TableSplits.count(settings) > 1 && !settings.isGiven(KEY);
    return one ? 1 : (int) settings.whole(KEY);
  }

  /** The time after which no further seed, or split, is begun. */
  static Duration limit(Settings settings) {
    return Duration.ofMinutes(settings.whole(MINUTES));
  }

  /** The seeds of a comparison on one split. */
  static Seeds ofAll(Settings settings) {
    return new Seeds(settings.whole(FIRST), count(settings), limit(settings));
  }

  /** The seeds of one of several splits, counted from 1: each has others. */
  static Seeds ofSplit(Settings settings, int split) {
    int count = count(settings);
    return new Seeds(settings.whole(FIRST) + (split - 1L) * count, count, Duration.ZERO);
  }
}
