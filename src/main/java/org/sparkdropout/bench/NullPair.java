package org.sparkdropout.bench;

import java.util.List;
import org.sparkdropout.data.Example;

/** Two runs of the same settings with different seeds, and which test rows each gets wrong. */
final class NullPair {
  private final boolean[] first;
  private final boolean[] second;

  private NullPair(boolean[] first, boolean[] second) {
    this.first = first;
    this.second = second;
  }

  /** Trains both. Pairs of other numbers have other seeds. */
  static NullPair of(SmallNetwork network, List<Example> train, List<Example> test, long number) {
    return new NullPair(
        network.wrongs(train, test, 2 * number), network.wrongs(train, test, 2 * number + 1));
  }

  /** For each test row the mean difference over the pairs. */
  static double[] meanDifferences(List<NullPair> pairs) {
    double[] means = new double[pairs.get(0).first.length];
    for (NullPair pair : pairs) {
      for (int row = 0; row < means.length; row++) {
        means[row] += pair.difference(row) / pairs.size();
      }
    }
    return means;
  }

  private double difference(int row) {
    return number(first[row]) - number(second[row]);
  }

  /** The error of the first less that of the second. */
  double meanDifference() {
    return share(first) - share(second);
  }

  /** The mean error of both. */
  double error() {
    return (share(first) + share(second)) / 2;
  }

  private static double share(boolean... wrongs) {
    double count = 0;
    for (boolean wrong : wrongs) {
      count += number(wrong);
    }
    return count / wrongs.length;
  }

  private static double number(boolean wrong) {
    return wrong ? 1 : 0;
  }
}
