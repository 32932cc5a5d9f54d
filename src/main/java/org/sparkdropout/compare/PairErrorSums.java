package org.sparkdropout.compare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The differences of the errors of all pairs of a {@link RunGrid}, over rows. Plain fields, so that
 * Kryo can write it as well. Not thread-safe.
 */
final class PairErrorSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int seeds;
  private final int[] arms;
  private final int[] baselines;
  private final ArrayList<DifferenceSums> means = new ArrayList<>();
  private final ArrayList<DifferenceSums> firstSeeds = new ArrayList<>();

  /** Where both networks of the first seed are wrong, by pair. */
  private final long[] bothWrong;

  PairErrorSums(int seeds, List<ArmPair> pairs) {
    this.seeds = seeds;
    this.arms = pairs.stream().mapToInt(ArmPair::arm).toArray();
    this.baselines = pairs.stream().mapToInt(ArmPair::baseline).toArray();
    this.bothWrong = new long[pairs.size()];
    for (int pair = 0; pair < arms.length; pair++) {
      means.add(new DifferenceSums());
      firstSeeds.add(new DifferenceSums());
    }
  }

  static PairErrorSums of(RunGrid grid) {
    return new PairErrorSums(grid.seeds(), grid.pairs());
  }

  /** Adds a row of the errors of all runs: by arm, and of each arm by seed. */
  PairErrorSums add(Row row) {
    for (int pair = 0; pair < arms.length; pair++) {
      int arm = arms[pair] * seeds;
      int baseline = baselines[pair] * seeds;
      means.get(pair).add(mean(row, arm) - mean(row, baseline));
      firstSeeds.get(pair).add(row.getDouble(arm) - row.getDouble(baseline));
      bothWrong[pair] += row.getDouble(arm) > 0 && row.getDouble(baseline) > 0 ? 1 : 0;
    }
    return this;
  }

  private double mean(Row row, int first) {
    double sum = 0;
    for (int seed = 0; seed < seeds; seed++) {
      sum += row.getDouble(first + seed);
    }
    return sum / seeds;
  }

  PairErrorSums add(PairErrorSums more) {
    for (int pair = 0; pair < arms.length; pair++) {
      means.get(pair).add(more.means.get(pair));
      firstSeeds.get(pair).add(more.firstSeeds.get(pair));
      bothWrong[pair] += more.bothWrong[pair];
    }
    return this;
  }

  /**
   * What the sums say.
   *
   * @param numbers whether errors are those of numbers
   * @return by pair
   */
  List<ArmAgainstBaseline> against(boolean numbers) {
    List<ArmAgainstBaseline> found = new ArrayList<>();
    for (int pair = 0; pair < arms.length; pair++) {
      DifferenceSums first = firstSeeds.get(pair);
      PairTest test =
          numbers
              ? new PairTest.OfNumbers(first.squaredErrors())
              : new PairTest.OfClasses(first.mcNemar(bothWrong[pair]));
      DifferenceSums all = means.get(pair);
      found.add(new ArmAgainstBaseline(all.rows(), all.mean(), all.variance(), test));
    }
    return found;
  }
}
