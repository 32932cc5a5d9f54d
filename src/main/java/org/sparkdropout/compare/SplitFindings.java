package org.sparkdropout.compare;

import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Concludes from the reports of several splits.
 *
 * @param reports one a split, at least one
 */
record SplitFindings(List<ComparisonReport> reports) {
  /**
   * The report of all splits.
   *
   * @param constantAnswer the test error without a network, a mean over the splits
   * @param arms with the runs of all splits
   * @param notes what else is to be said
   */
  ComparisonReport report(double constantAnswer, List<ArmReport> arms, List<String> notes) {
    ComparisonReport first = reports.get(0);
    List<String> names = arms.stream().map(ArmReport::name).toList();
    List<Difference> kept =
        first.differences().stream()
            .filter(one -> names.containsAll(List.of(one.arm(), one.baseline())))
            .filter(one -> reports.stream().allMatch(report -> has(report, one)))
            .toList();
    double confidence = 1 - (1 - first.confidence()) / kept.size();
    List<Long> seeds = reports.stream().flatMap(report -> report.seeds().stream()).toList();
    ComparisonReport all =
        first.withClasses(null).with(seeds, constantAnswer, arms, List.of(), notes);
    return all.with(
        seeds,
        constantAnswer,
        arms,
        kept.stream().map(one -> difference(one, all, confidence)).toList(),
        notes);
  }

  private static boolean has(ComparisonReport report, Difference one) {
    return report.differences().stream().anyMatch(other -> other.isOfSameArms(one));
  }

  private Difference difference(Difference one, ComparisonReport all, double confidence) {
    ArmReport arm = all.arm(one.arm()).orElseThrow();
    ArmReport baseline = all.arm(one.baseline()).orElseThrow();
    SplitDifferences bySplit =
        SplitDifferences.of(
            reports.stream().map(report -> mean(report, one)).toList(),
            arm.mean(run -> run.test().rows()) / arm.mean(run -> run.train().rows()),
            confidence);
    List<ArmReport> both = List.of(arm, baseline);
    ArmNotes notes = new ArmNotes(all.measure(), all.constantAnswer());
    Conclusion conclusion =
        Conclusion.ofSplits(
            bySplit,
            both.stream().allMatch(notes::isUseless),
            both.stream().allMatch(ArmReport::stillImproves));
    String verdict =
        new VerdictText(all.measure(), arm, baseline, confidence).of(conclusion, bySplit);
    return Difference.ofSplits(one, conclusion, verdict, bySplit);
  }

  /** The difference of a split: the mean over its seeds. */
  private static double mean(ComparisonReport report, Difference one) {
    double[] differences =
        report.differences().stream()
            .filter(other -> other.isOfSameArms(one))
            .map(Difference::bySeed)
            .map(SeedDifferences::differences)
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .toArray();
    return StatUtils.mean(differences);
  }
}
