package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.measure.ClassificationQuality;

class SplitComparisonTest {
  private static final double[] BETTER = {-0.02, -0.03, -0.01, -0.03, -0.02};
  private static final double[] EVEN = {-0.02, 0.03, -0.01, 0.01, 0.0};

  private static RunReport run(long seed, double error) {
    return new RunReport(
        seed,
        new ClassificationQuality(800, 0.05, 0.1),
        new ClassificationQuality(200, error, 0.3),
        error - 0.05,
        1,
        false,
        1,
        "abc" + seed,
        new RoundTimes(1, 1, 1),
        "openblas",
        List.of(new CurvePoint(1, 0.3, 0.1, 0.3, error)),
        List.of());
  }

  private static ArmReport arm(String name, List<RunReport> runs) {
    return new ArmReport(name, "2-2 relu", "none", 1, 8, runs, null, Map.of(), Map.of(), null);
  }

  /** Of a split with two seeds, whose differences from the baseline have the mean given. */
  private static ComparisonReport split(int number, double difference, String... arms) {
    long seed = 2L * number;
    List<ArmReport> reports = new ArrayList<>();
    reports.add(arm("none", List.of(run(seed, 0.1), run(seed + 1, 0.2))));
    List<Difference> differences = new ArrayList<>();
    for (String name : arms) {
      reports.add(
          arm(name, List.of(run(seed, 0.11 + difference), run(seed + 1, 0.19 + difference))));
      differences.add(
          new Difference(
              name,
              "none",
              Conclusion.SEEDS_CANNOT_TELL,
              "of one split",
              SeedDifferences.of(List.of(difference + 0.01, difference - 0.01), 0.95),
              RowDifferences.of(200, difference, 0.1, 0.95),
              new PairTest.OfClasses(McNemar.of(180, 10, 5, 5))));
    }
    return new ComparisonReport(
        ErrorMeasure.CLASSIFICATION_ERROR,
        "test",
        List.of(seed, seed + 1),
        0.95,
        0.5 + 0.01 * number,
        reports,
        differences,
        null,
        List.of("Only in split " + number),
        null,
        null);
  }

  private static ComparisonReport compare(double... differences) {
    return new SplitComparison(differences.length, Duration.ZERO)
        .run(number -> split(number, differences[number - 1], "dropout"));
  }

  @Test
  void run_splits_putsRunsAndNotesTogether() {
    ComparisonReport report = compare(BETTER);
    assertThat(report.splits()).isEqualTo(5);
    assertThat(report.seeds()).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(report.arms().get(1).runs()).extracting(RunReport::seed).isEqualTo(report.seeds());
    assertThat(report.constantAnswer()).isCloseTo(0.53, within(1e-12));
    assertThat(report.notes())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 5).mapToObj(number -> "Only in split " + number).toList());
  }

  /** The interval is that of the corrected t-test: 0.25 test rows to a training row. */
  @Test
  void run_splitsThatAgree_claims() {
    Difference found = compare(BETTER).differences().get(0);
    SplitDifferences bySplit = found.bySplit();
    assertThat(bySplit.testToTrain()).isEqualTo(0.25);
    assertThat(bySplit.differences()).hasSize(5);
    for (int split = 0; split < BETTER.length; split++) {
      assertThat(bySplit.differences().get(split)).isCloseTo(BETTER[split], within(1e-12));
    }
    assertThat(bySplit.interval())
        .isEqualTo(new CorrectedTTest(bySplit.differences(), 0.25).interval(0.95));
    assertThat(found.conclusion()).isEqualTo(Conclusion.BETTER);
    assertThat(found.bySeed()).isNull();
    assertThat(found.byRow()).isNull();
    assertThat(found.verdict())
        .isEqualTo(
            "\"dropout\" is better than \"none\": test error 12.80%% against 15.00%%, means of 5 splits. The difference is -2.20 points (95%% interval %s over splits).",
            new DifferenceText(ErrorMeasure.CLASSIFICATION_ERROR).range(bySplit.interval()));
  }

  @Test
  void run_splitsThatDisagree_askForMore() {
    Difference found = compare(EVEN).differences().get(0);
    assertThat(found.conclusion()).isEqualTo(Conclusion.SPLITS_CANNOT_TELL);
    assertThat(found.verdict())
        .startsWith("5 splits cannot tell whether \"dropout\" is better than \"none\"")
        .endsWith("over splits). Set more splits (compare.splits in a job).");
    assertThat(compare(0.3).differences().get(0).verdict()).startsWith("1 split cannot tell");
  }

  @Test
  void run_armLeftOutOfASplit_isLeftOutOfAll() {
    ComparisonReport report =
        new SplitComparison(2, Duration.ZERO)
            .run(
                number ->
                    number == 1 ? split(1, 0.1, "dropout", "wide") : split(2, 0.1, "dropout"));
    assertThat(report.arms()).extracting(ArmReport::name).containsExactly("none", "dropout");
    assertThat(report.differences()).extracting(Difference::arm).containsExactly("dropout");
  }

  @Test
  void run_limitThatHasPassed_stopsAfterThree() {
    ComparisonReport report =
        new SplitComparison(5, Duration.ofNanos(1)).run(number -> split(number, 0, "dropout"));
    assertThat(report.splits()).isEqualTo(3);
    assertThat(report.notes())
        .startsWith("Only 3 of 5 splits were compared, since the limit of 0 minutes had passed");
  }

  @Test
  void withProbabilities_splits_areThoseOfTheCorrelatedTTest() {
    Difference found = compare(BETTER).withProbabilities(0.1).differences().get(0);
    assertThat(found.posterior())
        .isEqualTo(
            new CorrectedTTest(found.bySplit().differences(), 0.25)
                .posterior(found.posterior().region()));
    assertThat(found.posterior().region()).isCloseTo(0.015, within(1e-12));
    assertThat(found.probabilities()).startsWith("By 5 splits alone, \"dropout\" is better");
    assertThat(found.bootstrap()).isNull();
  }

  @Test
  void html_splits_speaksOfThem() throws IOException {
    assertThat(ReportPage.html("Splits", compare(BETTER).withProbabilities(0.1)))
        .contains("<th>interval over splits</th></tr>", "Nadeau and Bengio 2003")
        .contains(
            "The first split has 800 rows to train on and 200 to test on",
            "Seed 2 of the first split:")
        .contains("<th scope=\"row\">none</th><td>5</td><td>11</td>")
        .contains("\"splits\":5", "\"testToTrain\":0.25");
  }

  @Test
  void markdown_splits_speaksOfThem() throws IOException {
    assertThat(ReportMarkdown.of("Splits", compare(BETTER)))
        .contains("| arm | less the error of | difference | interval over splits |")
        .contains("| dropout | none | **-2.20** | ")
        .contains("on the first of 5 splits trained on 800 rows", "Nadeau and Bengio 2003");
  }
}
