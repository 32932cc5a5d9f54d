package org.sparkdropout.compare;

import java.util.Locale;

/**
 * A posterior in plain words.
 *
 * @param arm the name of the arm
 * @param baseline that of the baseline
 * @param posterior of their difference
 */
record PosteriorText(String arm, String baseline, Posterior posterior) {
  /** Above it, and as far from 0, two digits would say that something is sure. */
  private static final double NEARLY_SURE = 0.995;

  /**
   * One sentence.
   *
   * @param runs what the probabilities are about, such as 5 seeds
   * @param region what does not matter, such as 0.12 points
   */
  String of(String runs, String region) {
    return "By %s alone, \"%s\" is better than \"%s\" with probability %s and worse with %s. With %s there is no difference that matters (at most %s)."
        .formatted(
            runs,
            arm,
            baseline,
            text(posterior.better()),
            text(posterior.worse()),
            text(posterior.equivalent()),
            region);
  }

  static String text(double probability) {
    if (probability >= NEARLY_SURE) {
      return "> 0.99";
    }
    return probability <= 1 - NEARLY_SURE
        ? "< 0.01"
        : String.format(Locale.ROOT, "%.2f", probability);
  }
}
