package org.sparkdropout.compare;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * An arm against the baseline on several tables.
 *
 * @param arm its name
 * @param baseline the name of the baseline
 * @param tables the names of the tables
 * @param differences error of the arm - error of the baseline, in the order of the tables; shares
 *     of the baseline's error where they are relative
 * @param mean of the differences
 * @param better on how many tables the arm has the lower error
 * @param worse on how many it has the higher
 * @param wilcoxon the p-value of the Wilcoxon signed-rank test (1945), two-sided
 * @param posterior by the Bayesian signed-rank test
 * @param verdict for people to read
 */
public record TablesDifference(
    String arm,
    String baseline,
    List<String> tables,
    List<Double> differences,
    double mean,
    long better,
    long worse,
    double wilcoxon,
    Posterior posterior,
    String verdict) {

  /**
   * Compares.
   *
   * @param differences one a table, finite
   * @param region differences up to here do not matter
   * @param level the p-value below which a difference is claimed
   */
  static TablesDifference of(
      String arm,
      String baseline,
      List<String> tables,
      List<Double> differences,
      double region,
      double level) {
    double[] all = differences.stream().mapToDouble(Double::doubleValue).toArray();
    double wilcoxon = pValue(all);
    return new TablesDifference(
        arm,
        baseline,
        tables,
        differences,
        StatUtils.mean(all),
        differences.stream().filter(one -> one < 0).count(),
        differences.stream().filter(one -> one > 0).count(),
        wilcoxon,
        BayesianSignedRank.of(region, all),
        verdict(arm, baseline, all, wilcoxon < level));
  }

  /** Tables without a difference say nothing; nor do tables that all say nothing. */
  private static double pValue(double... differences) {
    return StatUtils.max(differences) == 0 && StatUtils.min(differences) == 0
        ? 1
        : WilcoxonSignedRankTest.withDefaults().test(differences).getPValue();
  }

  private static String verdict(String arm, String baseline, double[] all, boolean claimed) {
    if (!claimed) {
      return "%d tables cannot tell whether \"%s\" is better than \"%s\"."
          .formatted(all.length, arm, baseline);
    }
    return "\"%s\" tends to be %s than \"%s\" on tables such as these %d."
        .formatted(
            arm, StatUtils.percentile(all, 50) < 0 ? "better" : "worse", baseline, all.length);
  }
}
