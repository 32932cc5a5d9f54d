package org.sparkdropout.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Repeats a comparison over splits of one table, each with rows to train on and to test on of its
 * own, and puts their reports together.
 *
 * <p>The difference of a split is the mean over its seeds. A difference is claimed if the interval
 * over the splits tells ({@link CorrectedTTest}); there is none over the test rows, since each
 * split has others. Arms that are left out of a split are left out of the whole.
 *
 * @param splits how many, at least 2
 * @param limit the time after which no further split is begun, unless fewer than {@link
 *     Seeds#FEWEST} are done; zero for no limit
 */
public record SplitComparison(int splits, Duration limit) {
  /**
   * Compares on each split.
   *
   * @param compare gives the report of a split, which is counted from 1
   * @return the report of all
   */
  public ComparisonReport run(IntFunction<ComparisonReport> compare) {
    Seeds turns = new Seeds(1, splits, limit);
    List<ComparisonReport> reports = new ArrayList<>();
    long began = System.nanoTime();
    while (turns.goesOn(reports.size(), Duration.ofNanos(System.nanoTime() - began))) {
      reports.add(compare.apply(reports.size() + 1));
    }
    List<String> notes = new ArrayList<>();
    if (reports.size() < splits) {
      notes.add(
          "Only %d of %d splits were compared, since the limit of %d minutes had passed"
              .formatted(reports.size(), splits, limit.toMinutes()));
    }
    return together(reports, notes);
  }

  /**
   * Puts the reports of splits together.
   *
   * @param reports at least one, of the same arms and seeds
   * @param notes what else is to be said
   */
  static ComparisonReport together(List<ComparisonReport> reports, List<String> notes) {
    ComparisonReport first = reports.get(0);
    List<ArmReport> arms =
        first.arms().stream()
            .filter(arm -> reports.stream().allMatch(report -> report.arm(arm.name()).isPresent()))
            .map(arm -> arm.withRuns(runs(reports, arm)))
            .toList();
    double constantAnswer =
        reports.stream().mapToDouble(ComparisonReport::constantAnswer).average().orElseThrow();
    List<String> all = new ArrayList<>(notes);
    reports.stream().flatMap(report -> ownNotes(report).stream()).distinct().forEach(all::add);
    all.addAll(new ArmNotes(first.measure(), constantAnswer).of(arms));
    return new SplitFindings(reports).report(constantAnswer, arms, all);
  }

  private static List<RunReport> runs(List<ComparisonReport> reports, ArmReport arm) {
    return reports.stream()
        .flatMap(report -> report.arm(arm.name()).stream())
        .flatMap(one -> one.runs().stream())
        .toList();
  }

  /** Without those of arms, which are made anew of all splits. */
  private static List<String> ownNotes(ComparisonReport report) {
    List<String> notes = new ArrayList<>(report.notes());
    notes.removeAll(new ArmNotes(report.measure(), report.constantAnswer()).of(report.arms()));
    return notes;
  }
}
