package org.sparkdropout.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparkdropout.head.ErrorMeasure;

/**
 * Makes the report of runs that have been measured.
 *
 * @param grid the runs
 * @param onTestRows what there is to say of its pairs, over the test rows
 * @param constantAnswer the test error without a network
 * @param inspections what networks look like inside
 */
record Findings(
    RunGrid grid,
    List<ArmAgainstBaseline> onTestRows,
    double constantAnswer,
    Inspections inspections) {
  private static final double CONFIDENCE = 0.95;

  /**
   * The report.
   *
   * @param heldOutRows what the learning curves' held-out rows are
   * @param sweep that the arms are part of
   * @param notes what is known already
   */
  ComparisonReport report(String heldOutRows, Optional<Sweep> sweep, List<String> notes) {
    List<ArmReport> arms = IntStream.range(0, grid.arms()).mapToObj(this::arm).toList();
    List<String> all = new ArrayList<>(notes);
    all.addAll(armNotes().of(arms));
    List<ArmPair> pairs = grid.pairs();
    return new ComparisonReport(
        measure(),
        heldOutRows,
        grid.ofArm(0).stream().map(run -> run.report().seed()).toList(),
        CONFIDENCE,
        constantAnswer,
        arms,
        IntStream.range(0, pairs.size())
            .mapToObj(pair -> difference(arms, pairs.get(pair), onTestRows.get(pair)))
            .toList(),
        sweep.orElse(null),
        List.copyOf(all),
        null,
        ClassesReport.of(grid).orElse(null));
  }

  private ArmNotes armNotes() {
    return new ArmNotes(measure(), constantAnswer);
  }

  private ArmReport arm(int arm) {
    return ArmReport.of(grid.ofArm(arm), inspections.of(grid.arm(arm)));
  }

  private ErrorMeasure measure() {
    return grid.run(0, 0).measure();
  }

  /** Several differences share the chance of a wrong claim evenly (Bonferroni). */
  private double confidence() {
    return 1 - (1 - CONFIDENCE) / onTestRows.size();
  }

  private Difference difference(List<ArmReport> arms, ArmPair pair, ArmAgainstBaseline found) {
    ArmReport arm = arms.get(pair.arm());
    ArmReport baseline = arms.get(pair.baseline());
    SeedDifferences bySeed =
        SeedDifferences.of(
            IntStream.range(0, grid.seeds())
                .mapToObj(seed -> error(arm, seed) - error(baseline, seed))
                .toList(),
            confidence());
    RowDifferences byRow =
        RowDifferences.of(found.rows(), found.mean(), found.variance(), confidence());
    List<ArmReport> both = List.of(arm, baseline);
    Conclusion conclusion =
        Conclusion.of(
            bySeed,
            byRow,
            both.stream().allMatch(armNotes()::isUseless),
            both.stream().allMatch(ArmReport::stillImproves));
    return new Difference(
        arm.name(),
        baseline.name(),
        conclusion,
        new VerdictText(measure(), arm, baseline, confidence()).of(conclusion, bySeed, byRow),
        bySeed,
        byRow,
        found.firstSeed());
  }

  private static double error(ArmReport arm, int seed) {
    return arm.runs().get(seed).test().error();
  }
}
