package org.sparkdropout.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.sparkdropout.compare.Conclusion;
import org.sparkdropout.compare.MeanInterval;
import org.sparkdropout.compare.RowDifferences;
import org.sparkdropout.compare.SeedDifferences;
import org.sparkdropout.data.Example;

/**
 * A comparison of two arms that are the same in law.
 *
 * @param conclusion of it
 * @param bySeed the interval over the seeds
 * @param byRow the interval over the test rows
 * @param error the mean test error of all runs
 */
record NullComparison(
    Conclusion conclusion, MeanInterval bySeed, MeanInterval byRow, double error) {

  /**
   * Draws rows, trains both arms and compares them.
   *
   * @param number of the comparison; another has other rows and other seeds
   * @param seeds runs of each arm
   */
  static NullComparison of(
      SmallTable table, SmallNetwork network, long number, int seeds, double confidence) {
    List<Example> train = table.train(number);
    List<Example> test = table.test(number);
    double[] rows = new double[test.size()];
    List<Double> differences = new ArrayList<>();
    double errors = 0;
    for (int pair = 0; pair < seeds; pair++) {
      long seed = 2 * (number * seeds + pair);
      boolean[] arm = network.wrongs(train, test, seed);
      boolean[] baseline = network.wrongs(train, test, seed + 1);
      double[] pairs = new double[rows.length];
      for (int row = 0; row < rows.length; row++) {
        pairs[row] = number(arm[row]) - number(baseline[row]);
        rows[row] += pairs[row] / seeds;
        errors += (number(arm[row]) + number(baseline[row])) / (2 * rows.length * seeds);
      }
      differences.add(StatUtils.mean(pairs));
    }
    return of(
        SeedDifferences.of(differences, confidence),
        RowDifferences.of(rows.length, StatUtils.mean(rows), StatUtils.variance(rows), confidence),
        errors);
  }

  private static NullComparison of(SeedDifferences bySeed, RowDifferences byRow, double error) {
    Conclusion conclusion = Conclusion.of(bySeed, byRow, false, false);
    return new NullComparison(conclusion, bySeed.interval(), byRow.interval(), error);
  }

  private static double number(boolean wrong) {
    return wrong ? 1 : 0;
  }
}
