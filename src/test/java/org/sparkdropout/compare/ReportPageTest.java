package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.inspect.FirstLayer;
import org.sparkdropout.inspect.HiddenActivity;
import org.sparkdropout.inspect.Histogram;
import org.sparkdropout.inspect.Inspection;
import org.sparkdropout.inspect.LayerActivity;
import org.sparkdropout.measure.CalibrationBin;
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
        new RoundTimes(50 * seed, 9, 3),
        "openblas-0.3.28-" + seed,
        List.of(new CurvePoint(1, 0.5, 0.2, 0.4, 0.1), new CurvePoint(2, 0.3, 0.1, 0.2, 0.05)),
        seed == 1 ? List.of() : List.of("Values of <x> are far from 1"));
  }

  private static ArmReport arm(String name, Quality train, Quality first, Quality second) {
    return new ArmReport(
        name,
        "784-10-10 relu",
        "input 0.2, hidden [0.5, 0.25]",
        2,
        16,
        List.of(run(1, train, first), run(2, train, second)),
        inspection(),
        Map.of("labelCol", EVIL, "dropoutKind", name),
        Map.of("seed", "7"),
        null);
  }

  private static Inspection inspection() {
    Histogram histogram = new Histogram(-0.25, 0.25, List.of(1L, 7L, 2L));
    LayerActivity rectified = new LayerActivity(1, 10, 0.123456, 0.75, 3, histogram, histogram);
    LayerActivity other = new LayerActivity(2, 10, -0.5, null, null, histogram, histogram);
    return new Inspection(
        new HiddenActivity(1000, List.of(rectified, other)),
        new FirstLayer(28, 28, List.of(0, 5), 2, 0.456789, "iVBORw0KGgo="));
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
        null,
        List.of("A longer run may say otherwise"),
        new ReportProvenance(
            "2026-11-30T19:24:26Z",
            "jobs/compare --set 'compare.title=<a>'",
            "local[2]",
            2,
            Map.of("scala", "2.12.18"),
            new TableDigest(5000, "0123456789abcdef"),
            new TableDigest(2000, "fedcba9876543210")),
        null);
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
        .contains(
            "<li>Values of &lt;x&gt; are far from 1 <span class=\"quiet\">(&quot;none&quot;, seed 2; &quot;dropout&quot;, seed 2)</span></li>")
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

  private static ComparisonReport withClasses(int count) {
    List<String> labels = IntStream.range(0, count).mapToObj(i -> "<" + i + ">").toList();
    List<List<Double>> confusion =
        count > 100
            ? List.of()
            : IntStream.range(0, count).mapToObj(i -> Collections.nCopies(count, i + 0.5)).toList();
    ClassFigures figures =
        new ClassFigures(
            "dropout",
            confusion,
            List.of(0.02, 0.04),
            List.of(new CalibrationBin(2000, 0.9, 0.875)));
    ClassDifference difference =
        new ClassDifference(
            "dropout",
            "none",
            "<1>",
            1200,
            0.25,
            0.125,
            List.of(-0.12, -0.13),
            new MeanInterval(-0.125, -0.1875, -0.0625));
    return classes().withClasses(new ClassesReport(labels, List.of(figures), List.of(difference)));
  }

  @Test
  void html_classes_haveTables() throws IOException {
    assertThat(ReportPage.html("Digits", withClasses(2)))
        .contains(
            "<th scope=\"row\">&lt;1&gt;</th><td class=\"text\">dropout</td><td>1,200</td><td>25.00%</td><td>12.50%</td><td><b>-12.50</b></td><td>-18.75 to -6.25</td>")
        .contains("<h3>Confusion matrix of dropout</h3>")
        .contains("<th scope=\"row\">&lt;1&gt;</th><td>1.5</td><td><b>1.5</b></td>")
        .contains("<th scope=\"row\">dropout</th><td><b>3.00%</b></td><td>1.41</td>")
        .contains("arxiv.org/abs/1706.04599");
  }

  @Test
  void html_manyClasses_haveHeatMapsUpToAHundred() throws IOException {
    assertThat(ReportPage.html("Letters", withClasses(26)))
        .contains("id=\"confusion\"")
        .doesNotContain("<h3>Confusion matrix");
    assertThat(ReportPage.html("Words", withClasses(101)))
        .contains("confusion matrices of up to 100 classes. These networks have 101")
        .doesNotContain("id=\"confusion\"");
    assertThat(ReportPage.html("Houses", numbers())).doesNotContain("<h2>C");
  }

  @Test
  void withClassLabels_namesTheClassesThatHaveTexts() {
    ClassesReport named = withClasses(3).withClassLabels(List.of("a", "b")).classes();
    assertThat(named.labels()).containsExactly("a", "b", "<2>");
    assertThat(named.differences().get(0).label()).isEqualTo("b");
    assertThat(numbers().withClassLabels(List.of("a")).classes()).isNull();
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
    assertThat(report.provenance().command()).isEqualTo("hidden");
    assertThat(report.arms().get(0).params().values()).containsOnly("hidden");
    assertThat(report.arms().get(0).defaults().values()).containsOnly("hidden");
    assertThat(report.arms().get(0).runs().get(1).warnings()).containsOnly("hidden");
    assertThat(ReportPage.html("Digits", report).contains("alert(")).isFalse();
  }

  @Test
  void html_report_showsWhatNetworksLookLikeInside() throws IOException {
    String page = ReportPage.html("Digits", classes());
    assertThat(page)
        .contains(
            "<td>1</td><td>10</td><td>0.1235</td><td>75.0%</td><td>3</td>",
            "<td>2</td><td>10</td><td>-0.5000</td><td>-</td><td>-</td>",
            "of seed 1 answer to 1,000 test rows",
            "src=\"data:image/png;base64,iVBORw0KGgo=\"",
            "alt=\"Weights of 2 units of the first hidden layer of \u201cnone\u201d: a picture of 28 by 28 pixels for each, in 2 columns\"",
            "<span>-0.457</span>",
            ", at even steps")
        .doesNotContain("DL4J");
    String data = page.substring(page.indexOf("id=\"data\">"));
    assertThat(data.substring(0, data.indexOf("</script>"))).doesNotContain("iVBORw0KGgo");
  }

  private static ComparisonReport with(List<ArmReport> arms, List<Long> seeds) {
    ComparisonReport all = classes();
    return new ComparisonReport(
        all.measure(),
        all.heldOutRows(),
        seeds,
        all.confidence(),
        all.constantAnswer(),
        arms,
        all.differences(),
        null,
        all.notes(),
        null,
        null);
  }

  private static ArmReport uninspected(ArmReport arm) {
    return new ArmReport(
        arm.name(),
        arm.network(),
        arm.dropout(),
        arm.replicas(),
        arm.batchSize(),
        arm.runs(),
        null,
        arm.params(),
        arm.defaults(),
        null);
  }

  @Test
  void html_networksOfDl4j_areSaidToBeLeftOut() throws IOException {
    List<ArmReport> arms = classes().arms();
    ArmReport foreign = uninspected(arms.get(1));
    assertThat(ReportPage.html("Digits", with(List.of(arms.get(0), foreign), List.of(1L, 2L))))
        .contains("since their networks were trained by DL4J: \u201cdropout\u201d.");
    assertThat(
            ReportPage.html(
                "Digits", with(List.of(uninspected(arms.get(0)), foreign), List.of(1L, 2L))))
        .contains("The networks were trained by DL4J.")
        .doesNotContain("<h2>What the first layer looks for</h2>")
        .doesNotContain("<h2>Where this report is from</h2>");
  }

  @Test
  void html_report_saysWhereItIsFrom() throws IOException {
    assertThat(ReportPage.html("Digits", classes()))
        .contains(
            "2026-11-30T19:24:26Z",
            "<code>jobs/compare --set &#39;compare.title=&lt;a&gt;&#39;</code>",
            "local[2], 2 cores",
            "5,000, fingerprint 0123456789abcdef",
            "2,000, fingerprint fedcba9876543210",
            "openblas-0.3.28-1, openblas-0.3.28-2");
  }

  /** 12 seconds in 50 rounds, and in 100. */
  @Test
  void html_report_saysWhereTheTimeOfARoundWent() throws IOException {
    assertThat(ReportPage.html("Digits", classes()))
        .contains(
            "<td>75</td><td>180.0</td><td>135.0</td><td>45.0</td><td>25.0%</td>",
            "\"times\":{\"rounds\":50,\"stepSeconds\":9.0,\"averagingSeconds\":3.0}");
  }

  /** A run that stopped early goes into the means of later epochs too, or they would jump. */
  @Test
  void html_runThatStoppedEarly_standsWithItsLastEpoch() throws IOException {
    List<ArmReport> arms = classes().arms();
    RunReport whole = arms.get(0).runs().get(0);
    RunReport stopped =
        new RunReport(
            2,
            whole.train(),
            whole.test(),
            0,
            1,
            true,
            1,
            "",
            whole.times(),
            "",
            List.of(new CurvePoint(1, 0.7, 0.4, 0.6, 0.3)),
            List.of());
    ArmReport arm =
        new ArmReport(
            "none", "", "", 1, 1, List.of(whole, stopped), null, Map.of(), Map.of(), null);
    assertThat(ReportPage.html("Digits", with(List.of(arm, arms.get(1)), List.of(1L, 2L))))
        .contains(
            "<td>0.5000</td><td>25.00%</td><td>0.4000</td><td>17.50%</td>",
            "Where a run stopped early, its last epoch stands for those that it did not train.");
    assertThat(ReportPage.html("Digits", classes())).doesNotContain("Where a run stopped early");
  }

  /** Scripts know whole numbers up to 2^53. */
  @Test
  void html_largeSeeds_areTextsForScripts() throws IOException {
    long exact = (1L << 53) - 1;
    ComparisonReport report =
        with(classes().arms(), List.of(exact, exact + 1, -exact, Long.MIN_VALUE));
    assertThat(ReportPage.html("Digits", report))
        .contains(
            "\"seeds\":[9007199254740991,\"9007199254740992\",-9007199254740991,\"-9223372036854775808\"]");
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
