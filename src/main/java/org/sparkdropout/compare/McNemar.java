package org.sparkdropout.compare;

import org.apache.commons.statistics.inference.BinomialTest;

/**
 * McNemar's exact test (McNemar 1947; the exact binomial form): whether two networks differ in
 * error on the same rows by more than chance. Only rows that one of them gets right and the other
 * wrong speak; if the networks were equally good, each such row would favour either with
 * probability 1/2.
 *
 * @param bothRight rows that both get right
 * @param onlyFirstRight rows that only the first gets right
 * @param onlySecondRight rows that only the second gets right
 * @param bothWrong rows that both get wrong
 * @param pValue two-sided, in [0, 1]: how often chance alone splits the rows at least as unevenly
 */
public record McNemar(
    long bothRight, long onlyFirstRight, long onlySecondRight, long bothWrong, double pValue) {

  /**
   * Runs the test.
   *
   * @param bothRight rows that both get right
   * @param onlyFirstRight rows that only the first gets right
   * @param onlySecondRight rows that only the second gets right
   * @param bothWrong rows that both get wrong
   * @return the counts and the p-value, 1 if no row speaks
   */
  public static McNemar of(
      long bothRight, long onlyFirstRight, long onlySecondRight, long bothWrong) {
    int first = Math.toIntExact(onlyFirstRight);
    int speaking = Math.toIntExact(onlyFirstRight + onlySecondRight);
    double pValue =
        speaking == 0 ? 1 : BinomialTest.withDefaults().test(speaking, first, 0.5).getPValue();
    return new McNemar(bothRight, onlyFirstRight, onlySecondRight, bothWrong, pValue);
  }
}
