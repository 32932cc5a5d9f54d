package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.measure.ClassificationQuality;
import org.sparkdropout.measure.Quality;
import org.sparkdropout.measure.RegressionQuality;

class TablesReportTest {
  private static final double[] DIFFERENCES = {
    -0.012, -0.004, 0.003, -0.021, -0.008, -0.0155, -0.001, -0.03
  };

  private static TableErrors table(int number, ErrorMeasure measure, double base, double error) {
    return new TableErrors(
        "table " + number,
        measure,
        Map.of("none", base, "dropout", error),
        Map.of("dropout", "none"));
  }

  private static List<TableErrors> classes(double... differences) {
    List<TableErrors> tables = new ArrayList<>();
    for (double difference : differences) {
      tables.add(table(tables.size(), ErrorMeasure.CLASSIFICATION_ERROR, 0.1, 0.1 + difference));
    }
    return tables;
  }

  /** The p-value is that of SciPy 1.17.1: {@code wilcoxon(differences)}. */
  @Test
  void of_tablesOfClasses_comparesPoints() {
    TablesReport report = TablesReport.of(classes(DIFFERENCES), 0.02);
    assertThat(report.relative()).isFalse();
    TablesDifference found = report.differences().get(0);
    assertThat(found.wilcoxon()).isCloseTo(0.0234375, within(1e-12));
    assertThat(found.mean()).isCloseTo(-0.0110625, within(1e-12));
    assertThat(found.better()).isEqualTo(7);
    assertThat(found.worse()).isEqualTo(1);
    assertThat(found.posterior().region()).isCloseTo(0.002, within(1e-12));
    assertThat(found.posterior().better()).isGreaterThan(0.9);
    assertThat(found.verdict())
        .isEqualTo("\"dropout\" tends to be better than \"none\" on tables such as these 8.");
    assertThat(report.notes()).isEmpty();
  }

  @Test
  void of_fiveTables_cannotTell() {
    TablesDifference found =
        TablesReport.of(classes(-0.01, -0.02, -0.03, -0.04, -0.05), 0.02).differences().get(0);
    assertThat(found.wilcoxon()).isCloseTo(0.0625, within(1e-12));
    assertThat(found.verdict())
        .isEqualTo("5 tables cannot tell whether \"dropout\" is better than \"none\".");
    assertThat(TablesReport.of(classes(0, 0), 0.02).differences().get(0).wilcoxon()).isEqualTo(1);
  }

  @Test
  void of_mixedTables_comparesSharesOfTheBaseline() {
    List<TableErrors> tables = new ArrayList<>(classes(-0.01));
    tables.add(table(1, ErrorMeasure.RMSE, 5000, 6000));
    TablesReport report = TablesReport.of(tables, 0.02);
    TablesDifference found = report.differences().get(0);
    assertThat(report.relative()).isTrue();
    assertThat(found.differences().get(0)).isCloseTo(-0.1, within(1e-12));
    assertThat(found.differences().get(1)).isCloseTo(0.2, within(1e-12));
    assertThat(found.posterior().region()).isEqualTo(0.02);
    assertThat(report.text(found.mean())).isEqualTo("5.00%");
  }

  /** With two arms a p-value of 0.0234 is too high for a claim. */
  @Test
  void of_armsThatSomeTablesLack_saysSoAndSharesTheLevel() {
    List<TableErrors> tables = new ArrayList<>();
    for (TableErrors one : classes(DIFFERENCES)) {
      boolean first = tables.size() < 3;
      tables.add(
          first
              ? new TableErrors(
                  one.table(),
                  one.measure(),
                  Map.of("none", 0.1, "dropout", one.errors().get("dropout"), "wide", 0.09),
                  Map.of("dropout", "none", "wide", "none"))
              : one);
    }
    TablesReport report = TablesReport.of(tables, 0.02);
    assertThat(report.level()).isEqualTo(0.025);
    assertThat(report.differences()).hasSize(2);
    assertThat(report.notes())
        .containsExactly("\"wide\" was compared with \"none\" on 3 of 8 tables");
    assertThat(TablesReport.of(tables.subList(2, 4), 0.02).differences()).hasSize(1);
  }

  @Test
  void markdown_report_holdsEveryFigure() throws IOException {
    String text = TablesMarkdown.of("My | tables", TablesReport.of(classes(DIFFERENCES), 0.02));
    assertThat(text)
        .startsWith("# My \\| tables\n")
        .contains("- \"dropout\" tends to be better than \"none\" on tables such as these 8.")
        .contains("| dropout | none | 8 | 7 | 1 | -1.11 | 0.0234 | ")
        .contains("is below 0.05.", "up to 0.02 of the baseline's error")
        .containsPattern("\\| table 3 \\|( 10.00% \\| 7.90%| 7.90% \\| 10.00%) \\|");
  }

  private static RunReport run(Quality test) {
    return new RunReport(
        1, test, test, 0, 1, false, 1, "abc", new RoundTimes(1, 1, 1), "", List.of(), List.of());
  }

  private static ArmReport arm(String name, Quality... tests) {
    List<RunReport> runs = List.of(tests).stream().map(TablesReportTest::run).toList();
    return new ArmReport(name, "2-2 relu", "none", 1, 8, runs, null, Map.of(), Map.of(), null);
  }

  private static JsonNode written(ErrorMeasure measure, ArmReport baseline, ArmReport arm) {
    Difference difference =
        new Difference(
            arm.name(),
            baseline.name(),
            Conclusion.SEEDS_CANNOT_TELL,
            "",
            SeedDifferences.of(List.of(0.1), 0.95),
            RowDifferences.of(100, 0.1, 0.1, 0.95),
            new PairTest.OfClasses(McNemar.of(1, 1, 1, 1)));
    return new ObjectMapper()
        .valueToTree(
            new ComparisonReport(
                measure,
                "test",
                List.of(1L),
                0.95,
                0.5,
                List.of(baseline, arm),
                List.of(difference),
                null,
                List.of(),
                null,
                null));
  }

  @Test
  void read_reportsOfComparisons_haveTheirErrors() {
    TableErrors classes =
        TableErrors.read(
                "classes",
                written(
                    ErrorMeasure.CLASSIFICATION_ERROR,
                    arm("none", new ClassificationQuality(100, 0.2, 1)),
                    arm(
                        "dropout",
                        new ClassificationQuality(100, 0.1, 1),
                        new ClassificationQuality(100, 0.2, 1))))
            .orElseThrow();
    assertThat(classes.difference("dropout", "none")).isCloseTo(-0.05, within(1e-12));
    assertThat(classes.has("dropout", "none")).isTrue();
    assertThat(classes.has("none", "dropout")).isFalse();
    TableErrors numbers =
        TableErrors.read(
                "numbers",
                written(
                    ErrorMeasure.RMSE,
                    arm("none", new RegressionQuality(100, 20, 10, 0.5)),
                    arm("dropout", new RegressionQuality(100, Double.NaN, 10, 0.5))))
            .orElseThrow();
    assertThat(numbers.errors()).containsEntry("none", 20.0);
    assertThat(numbers.has("dropout", "none")).isFalse();
  }

  @Test
  void read_otherJson_isNoReport() throws IOException {
    assertThat(TableErrors.read("other", new ObjectMapper().readTree("{\"measure\": 3}")))
        .isEmpty();
  }
}
