package org.sparkdropout.compare;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The sign-flip permutation test (Fisher 1935, "The Design of Experiments", section 21): if two
 * arms were the same, each paired difference would be as likely with the other sign. It assumes
 * nothing else about their distribution.
 */
final class SignFlip {
  /** Up to here all patterns of signs are tried; beyond, as many are drawn. */
  private static final int EXACT = 16;

  private static final int PATTERNS = 1 << EXACT;

  private SignFlip() {}

  /** The least p-value of so many differences. */
  static double least(int differences) {
    return differences <= EXACT ? Math.min(1, 2 / Math.pow(2, differences)) : 1.0 / (PATTERNS + 1);
  }

  /**
   * The p-value.
   *
   * @param differences of the pairs
   * @return two-sided, in (0, 1]: the share of sign patterns whose mean is at least as far from 0;
   *     at least 2 / 2^n for n differences
   */
  static double pValue(double... differences) {
    if (!Arrays.stream(differences).allMatch(Double::isFinite)) {
      return Double.NaN;
    }
    double found = Math.abs(Arrays.stream(differences).sum()) * (1 - 1e-12);
    if (differences.length <= EXACT) {
      int patterns = 1 << differences.length;
      long extreme = 0;
      for (int signs = 0; signs < patterns; signs++) {
        extreme += flipped(differences, signs) >= found ? 1 : 0;
      }
      return (double) extreme / patterns;
    }
    return drawn(differences, found);
  }

  /** The pattern that was found counts as one of them (Phipson and Smyth 2010). */
  private static double drawn(double[] differences, double found) {
    SplittableRandom random = new SplittableRandom(0);
    long extreme = 1;
    for (int draw = 0; draw < PATTERNS; draw++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      extreme += Math.abs(sum) >= found ? 1 : 0;
    }
    return (double) extreme / (PATTERNS + 1);
  }

  private static double flipped(double[] differences, int signs) {
    double sum = 0;
    for (int i = 0; i < differences.length; i++) {
      sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
    }
    return Math.abs(sum);
  }
}
