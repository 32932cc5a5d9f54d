package org.sparkdropout.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparkdropout.compare.MeasuredRuns.AgainstBaseline;
import org.sparkdropout.head.ErrorMeasure;

/**
 * Makes the report of runs that have been measured.
 *
 * @param grid the runs
 * @param onTrain their measures on the training rows
 * @param onTest their measures on the test rows
 * @param constantAnswer the test error without a network
 * @param inspections what networks look like inside
 */
record Findings(
    RunGrid grid,
    MeasuredRuns onTrain,
    MeasuredRuns onTest,
    double constantAnswer,
    Inspections inspections) {
  private static final double CONFIDENCE = 0.95;

  ComparisonReport report(String heldOutRows, List<String> notes) {
    List<ArmReport> arms = IntStream.range(0, grid.arms()).mapToObj(this::arm).toList();
    List<String> all = new ArrayList<>(notes);
    all.addAll(armNotes().of(arms));
    return new ComparisonReport(
        measure(),
        heldOutRows,
        grid.ofArm(0).stream().map(TrainedRun::seed).toList(),
        CONFIDENCE,
        constantAnswer,
        arms,
        grid.others().mapToObj(arm -> difference(arms, arm)).toList(),
        List.copyOf(all),
        null);
  }

  private ErrorMeasure measure() {
    return grid.run(0, 0).model().summary().errorMeasure();
  }

  private ArmNotes armNotes() {
    return new ArmNotes(measure(), constantAnswer);
  }

  private ArmReport arm(int arm) {
    List<RunReport> runs =
        IntStream.range(0, grid.seeds()).mapToObj(seed -> run(grid.place(arm, seed))).toList();
    TrainedRun first = grid.run(arm, 0);
    return ArmReport.of(first.arm(), first.model(), runs, inspections.of(first.arm()));
  }

  private RunReport run(int place) {
    return RunReport.of(
        grid.runs().get(place), onTrain.qualities().get(place), onTest.qualities().get(place));
  }

  /** Several differences share the chance of a wrong claim evenly (Bonferroni). */
  private double confidence() {
    return 1 - (1 - CONFIDENCE) / (grid.arms() - 1);
  }

  private Difference difference(List<ArmReport> arms, int arm) {
    List<RunReport> runs = arms.get(arm).runs();
    List<RunReport> baseline = arms.get(0).runs();
    SeedDifferences bySeed =
        SeedDifferences.of(
            IntStream.range(0, grid.seeds())
                .mapToObj(seed -> error(runs, seed) - error(baseline, seed))
                .toList(),
            confidence());
    AgainstBaseline found = onTest.others().get(arm - 1);
    RowDifferences byRow =
        RowDifferences.of(found.rows(), found.mean(), found.variance(), confidence());
    List<ArmReport> both = List.of(arms.get(arm), arms.get(0));
    Conclusion conclusion =
        Conclusion.of(
            bySeed,
            byRow,
            both.stream().allMatch(armNotes()::isUseless),
            both.stream().allMatch(ArmReport::stillImproves));
    return new Difference(
        arms.get(arm).name(),
        arms.get(0).name(),
        conclusion,
        new VerdictText(measure(), arms.get(arm), arms.get(0), confidence())
            .of(conclusion, bySeed, byRow),
        bySeed,
        byRow,
        found.firstSeed());
  }

  private static double error(List<RunReport> runs, int seed) {
    return runs.get(seed).test().error();
  }
}
