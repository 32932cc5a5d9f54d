package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.measure.ClassificationQuality;
import org.sparkdropout.measure.Quality;
import org.sparkdropout.measure.RegressionQuality;

class ReportPageTest {
  private static final String EVIL = "</script><script>alert('&\"')</script>";

  private static RunReport run(long seed, Quality train, Quality test) {
    return new RunReport(
        seed,
        train,
        test,
        test.error() - train.error(),
        2,
        false,
        12.5,
        "abc123",
        List.of(new CurvePoint(1, 0.5, 0.2, 0.4, 0.1), new CurvePoint(2, 0.3, 0.1, 0.2, 0.05)),
        List.of("Values of <x> are far from 1"));
  }

  private static ArmReport arm(String name, Quality train, Quality first, Quality second) {
    return new ArmReport(
        name,
        "784-10-10 relu",
        "input 0.2, hidden [0.5, 0.25]",
        2,
        16,
        List.of(run(1, train, first), run(2, train, second)),
        Map.of("labelCol", EVIL, "dropoutKind", name),
        Map.of("seed", "7"));
  }

  private static ComparisonReport report(
      ErrorMeasure measure, ArmReport baseline, ArmReport arm, PairTest pair) {
    SeedDifferences bySeed = SeedDifferences.of(List.of(-0.02, -0.03), 0.95);
    RowDifferences byRow = RowDifferences.of(2000, -0.025, 0.01, 0.95);
    return new ComparisonReport(
        measure,
        "test",
        List.of(1L, 2L),
        0.95,
        0.9,
        List.of(baseline, arm),
        List.of(
            new Difference(
                arm.name(),
                baseline.name(),
                Conclusion.SEEDS_CANNOT_TELL,
                "2 seeds cannot tell <that>",
                bySeed,
                byRow,
                pair)),
        List.of("A longer run may say otherwise"));
  }

  static ComparisonReport classes() {
    Quality train = new ClassificationQuality(5000, 0.01, 0.02);
    return report(
        ErrorMeasure.CLASSIFICATION_ERROR,
        arm(
            "none",
            train,
            new ClassificationQuality(2000, 0.06, 0.3),
            new ClassificationQuality(2000, 0.08, 0.5)),
        arm(
            "dropout",
            train,
            new ClassificationQuality(2000, 0.04, 0.2),
            new ClassificationQuality(2000, 0.05, 0.2)),
        new PairTest.OfClasses(McNemar.of(1900, 60, 20, 20)));
  }

  static ComparisonReport numbers() {
    Quality train = new RegressionQuality(5000, 12.345678, 9.5, 0.95);
    Quality test = new RegressionQuality(2000, 16.25, 11.25, 0.875);
    Quality other = new RegressionQuality(2000, 14, 11.25, null);
    return report(
        ErrorMeasure.RMSE,
        arm("none", train, test, test),
        arm("dropout", train, other, other),
        new PairTest.OfNumbers(new SquaredErrors(1100, 890, 10, -41.5, -62.25, -20.75, 8.7e-5)));
  }

  @Test
  void html_textFromOutside_isEscaped() throws IOException {
    String page = ReportPage.html(EVIL, classes());
    assertThat(page.contains("<script>alert")).isFalse();
    assertThat(page)
        .contains("<title>&lt;/script&gt;&lt;script&gt;alert(&#39;&amp;&quot;&#39;)")
        .contains(">&lt;/script&gt;&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;</td>")
        .contains("<p class=\"verdict SEEDS_CANNOT_TELL\">2 seeds cannot tell &lt;that&gt;</p>");
  }

  @Test
  void html_report_holdsEveryFigureInTables() throws IOException {
    assertThat(ReportPage.html("Digits", classes()))
        .contains(
            "<td>1.00%</td><td><b>7.00%</b></td><td>1.41</td><td>6.00</td><td>0.0200</td><td>0.4000</td><td>2</td>")
        .contains("<td><b>-2.50</b></td><td>-8.85 to 3.85</td><td>0.5</td><td>-2.94 to -2.06</td>")
        .contains("<li>A longer run may say otherwise</li>")
        .contains("<li>none: Values of &lt;x&gt; are far from 1</li>")
        .contains(
            "test rows that only &quot;dropout&quot; gets right: 60, only &quot;none&quot;: 20.")
        .contains("<td>0.5000</td><td>20.00%</td><td>0.4000</td><td>10.00%</td>")
        .contains("<td class=\"text\"><b>none</b></td><td class=\"text\"><b>dropout</b></td>")
        .contains("gives 90.00%");
  }

  @Test
  void html_reportOfNumbers_holdsEveryFigureInTables() throws IOException {
    assertThat(ReportPage.html("Houses", numbers()))
        .contains("<th>train RMSE</th><th>test RMSE</th>", "<th>test MAE</th>")
        .contains("<td>12.35</td><td><b>16.25</b></td><td>0.000</td>")
        .contains("<td>0.8750</td>", "<td>-</td>")
        .doesNotContain("interval over test rows");
  }

  @Test
  void html_reportWithProbabilities_saysThem() throws IOException {
    assertThat(ReportPage.html("Digits", classes())).doesNotContain("Bayesian");
    assertThat(ReportPage.html("Digits", classes().withProbabilities(0.1)))
        .contains("<p>By 2 seeds alone, &quot;dropout&quot; is better than &quot;none&quot;")
        .contains("no difference that matters (at most 0.70 points).", "Bayesian signed-rank");
  }

  /** Scripts would take the text "NaN" for a text. */
  @Test
  void html_figuresThatAreNone_areNullInTheData() throws IOException {
    Quality none = new ClassificationQuality(0, Double.NaN, Double.NaN);
    String page =
        ReportPage.html(
            "None",
            report(
                ErrorMeasure.CLASSIFICATION_ERROR,
                arm("none", none, none, none),
                arm("dropout", none, none, none),
                new PairTest.OfClasses(McNemar.of(0, 0, 0, 0))));
    String data = page.substring(page.indexOf("id=\"data\">"), page.indexOf("</script>"));
    assertThat(data).contains("\"error\":null").doesNotContain("NaN");
  }

  @Test
  void withTexts_changesSettingsWarningsAndNotes() throws IOException {
    ComparisonReport report = classes().withTexts(text -> "hidden");
    assertThat(report.notes()).containsOnly("hidden");
    assertThat(report.arms().get(0).params().values()).containsOnly("hidden");
    assertThat(report.arms().get(0).defaults().values()).containsOnly("hidden");
    assertThat(report.arms().get(0).runs().get(1).warnings()).containsOnly("hidden");
    assertThat(ReportPage.html("Digits", report).contains("alert(")).isFalse();
  }

  @Test
  void html_page_needsNoNetwork() throws IOException {
    String page = ReportPage.html("Digits", classes());
    assertThat(page)
        .contains("echarts")
        .doesNotContain("<link")
        .doesNotContain("<script src")
        .doesNotContain("@import")
        .hasSizeLessThan(5_000_000);
  }

  @Test
  void html_otherLocale_writesTheSameNumbers() throws IOException {
    String page = ReportPage.html("Digits", classes());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(ReportPage.html("Digits", classes())).isEqualTo(page);
    } finally {
      Locale.setDefault(before);
    }
  }
}
