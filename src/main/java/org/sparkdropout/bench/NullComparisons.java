package org.sparkdropout.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.sparkdropout.compare.Conclusion;
import org.sparkdropout.compare.MeanInterval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How often a comparison claims a difference where there is none: each compares two arms that are
 * the same in law, since they have the same settings and their runs other seeds. Networks are
 * trained for real, by our own engine, but without Spark. Each comparison has rows of its own.
 *
 * <p>Whether arms are useless or still improve is not asked, so that as many claims as possible
 * count.
 */
@Command(
    name = "null-comparisons",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Counts how often two arms that are the same in law are said to differ.")
final class NullComparisons implements Callable<Integer> {
  private static final double CONFIDENCE = 0.95;

  @Option(names = "--comparisons", description = "how many, each with rows of its own")
  private int comparisons = 200;

  @Option(names = "--seeds", description = "runs of each arm, on the same rows")
  private int seeds = 5;

  @Option(
      names = "--splits",
      description =
          "runs of each arm, on so many splits of the rows, in place of seeds; 0: no splits")
  private int splits;

  @Mixin private SmallTable table;

  @Mixin private SmallNetwork network;

  @Override
  public Integer call() {
    int runs = splits > 0 ? splits : seeds;
    System.out.printf(
        "%d comparisons of two arms of %d runs each, %s, %s%n", comparisons, runs, table, network);
    List<NullComparison> found =
        LongStream.range(0, comparisons).parallel().mapToObj(this::compare).toList();
    double error = found.stream().mapToDouble(NullComparison::error).average().orElseThrow();
    System.out.printf(Locale.ROOT, "mean test error %.2f%%%n", 100 * error);
    print("a difference is claimed", found, NullComparisons::claims);
    String over = splits > 0 ? "splits" : "seeds";
    String other = splits > 0 ? "splits without correction" : "test rows";
    print("the interval over %s excludes 0".formatted(over), found, one -> excludes(one.byRun()));
    print("the interval over %s excludes 0".formatted(other), found, one -> excludes(one.other()));
    return 0;
  }

  private NullComparison compare(long number) {
    return splits > 0
        ? NullComparison.ofSplits(table, network, number, splits, CONFIDENCE)
        : NullComparison.ofSeeds(table, network, number, seeds, CONFIDENCE);
  }

  private static boolean excludes(MeanInterval interval) {
    return interval.excludesZero();
  }

  private static boolean claims(NullComparison one) {
    return one.conclusion() == Conclusion.BETTER || one.conclusion() == Conclusion.WORSE;
  }

  private static void print(
      String what, List<NullComparison> found, Predicate<NullComparison> counts) {
    int count = (int) found.stream().filter(counts).count();
    System.out.printf(
        Locale.ROOT,
        "%s: %d of %d, %.1f%% (95%% interval %.1f%% to %.1f%%, Clopper-Pearson)%n",
        what,
        count,
        found.size(),
        100.0 * count / found.size(),
        100 * low(count, found.size()),
        100 * (1 - low(found.size() - count, found.size())));
  }

  /** The lower end of the interval of a share (Clopper and Pearson 1934). */
  private static double low(int count, int all) {
    return count == 0
        ? 0
        : BetaDistribution.of(count, all - count + 1.0)
            .inverseCumulativeProbability((1 - CONFIDENCE) / 2);
  }
}
