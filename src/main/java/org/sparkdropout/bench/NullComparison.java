package org.sparkdropout.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.sparkdropout.compare.Conclusion;
import org.sparkdropout.compare.MeanInterval;
import org.sparkdropout.compare.RowDifferences;
import org.sparkdropout.compare.SeedDifferences;
import org.sparkdropout.compare.SplitDifferences;
import org.sparkdropout.data.Example;

/**
 * A comparison of two arms that are the same in law.
 *
 * @param conclusion of it
 * @param byRun the interval over the seeds, or that over the splits
 * @param other the interval over the test rows, or that over the splits without correction
 * @param error the mean test error of all runs
 */
record NullComparison(Conclusion conclusion, MeanInterval byRun, MeanInterval other, double error) {

  /**
   * Draws rows, trains both arms and compares them.
   *
   * @param number of the comparison; another has other rows and other seeds
   * @param seeds runs of each arm
   */
  static NullComparison ofSeeds(
      SmallTable table, SmallNetwork network, long number, int seeds, double confidence) {
    List<Example> train = table.train(number);
    List<Example> test = table.test(number);
    List<NullPair> pairs = new ArrayList<>();
    for (int pair = 0; pair < seeds; pair++) {
      pairs.add(NullPair.of(network, train, test, number * seeds + pair));
    }
    SeedDifferences bySeed = SeedDifferences.of(means(pairs), confidence);
    double[] rows = NullPair.meanDifferences(pairs);
    RowDifferences byRow =
        RowDifferences.of(rows.length, StatUtils.mean(rows), StatUtils.variance(rows), confidence);
    return new NullComparison(
        Conclusion.of(bySeed, byRow, false, false),
        bySeed.interval(),
        byRow.interval(),
        error(pairs));
  }

  /**
   * The same on splits of the rows to train on and to test on, with one run of each arm in each.
   *
   * @param splits how many
   */
  static NullComparison ofSplits(
      SmallTable table, SmallNetwork network, long number, int splits, double confidence) {
    int testRows = table.test(number).size();
    List<Example> rows = new ArrayList<>(table.test(number));
    rows.addAll(table.train(number));
    List<NullPair> pairs = new ArrayList<>();
    for (int split = 0; split < splits; split++) {
      Collections.shuffle(rows, new Random(number * splits + split));
      List<Example> test = List.copyOf(rows.subList(0, testRows));
      List<Example> train = List.copyOf(rows.subList(testRows, rows.size()));
      pairs.add(NullPair.of(network, train, test, number * splits + split));
    }
    double testToTrain = (double) testRows / (rows.size() - testRows);
    SplitDifferences bySplit = SplitDifferences.of(means(pairs), testToTrain, confidence);
    return new NullComparison(
        Conclusion.ofSplits(bySplit, false, false),
        bySplit.interval(),
        SeedDifferences.of(means(pairs), confidence).interval(),
        error(pairs));
  }

  private static List<Double> means(List<NullPair> pairs) {
    return pairs.stream().map(NullPair::meanDifference).toList();
  }

  private static double error(List<NullPair> pairs) {
    return pairs.stream().mapToDouble(NullPair::error).average().orElseThrow();
  }
}
