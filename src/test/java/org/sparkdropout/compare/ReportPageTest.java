package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final String EVIL = "</script><script>alert('&\"')</script>";

  private static ArmReport arm(String name, double testError) {
    return new ArmReport(
        name,
        "input 0.2, hidden [0.5, 0.25]",
        new ClassificationQuality(5000, 0.01, 0.02),
        new ClassificationQuality(2000, testError, 0.3),
        testError - 0.01,
        12.5,
        4321,
        "abc123",
        List.of(new CurvePoint(1, 0.5, 0.2, 0.4, 0.1), new CurvePoint(2, 0.3, 0.1, 0.2, 0.05)),
        List.of("Values of <x> are far from 1"));
  }

  private static ComparisonReport report(double with, double without) {
    return new ComparisonReport(
        "784-10-10 relu",
        "test",
        123456789,
        2,
        arm("with dropout", with),
        arm("without dropout", without),
        new Verdict.OfClasses(McNemar.of(1900, 60, 20, 20)),
        Map.of("labelCol", EVIL));
  }

  @Test
  void html_textFromOutside_isEscaped() throws IOException {
    String page = ReportPage.html(EVIL, report(0.04, 0.06));
    assertThat(page).doesNotContain("alert('&");
    assertThat(page)
        .contains("<title>&lt;/script&gt;&lt;script&gt;alert(&#39;&amp;&quot;&#39;)")
        .contains(">&lt;/script&gt;&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;</td>");
  }

  @Test
  void html_report_holdsEveryFigureInTables() throws IOException {
    String page = ReportPage.html("Digits", report(0.04, 0.06));
    assertThat(page)
        .contains("784-10-10 relu, 2 replicas, seed 123456789")
        .contains("Dropped: input 0.2, hidden [0.5, 0.25].")
        .contains("lowers the test error from <b>6.00%</b> to <b>4.00%</b>")
        .contains("<td>1.00%</td><td><b>4.00%</b></td><td>3.00</td><td>0.0200</td><td>0.3000</td>")
        .contains("<li>with dropout: Values of &lt;x&gt; are far from 1</li>")
        .contains("of the 80 rows that one network gets right and the other wrong, 60 favour")
        .contains("<td>0.5000</td><td>20.00%</td><td>0.4000</td><td>10.00%</td>");
  }

  @Test
  void html_page_needsNoNetwork() throws IOException {
    String page = ReportPage.html("Digits", report(0.04, 0.06));
    assertThat(page)
        .contains("uPlot=function")
        .doesNotContain("src=")
        .doesNotContain("<link")
        .doesNotContain("@import");
  }

  @Test
  void html_worseOrEqual_saysSo() throws IOException {
    assertThat(ReportPage.html("Digits", report(0.06, 0.04))).contains("Dropout raises the test");
    assertThat(ReportPage.html("Digits", report(0.04, 0.04)))
        .contains("The test error is <b>4.00%</b> with dropout and without");
  }

  private static ArmReport numberArm(String name, double testRmse, Double r2) {
    return new ArmReport(
        name,
        "hidden [0.5]",
        new RegressionQuality(5000, 12.345678, 9.5, 0.95),
        new RegressionQuality(2000, testRmse, 11.25, r2),
        testRmse - 12.345678,
        12.5,
        4321,
        "abc123",
        List.of(new CurvePoint(1, 0.5, 20.5, 0.4, 19.75), new CurvePoint(2, 0.3, 14, 0.2, 13)),
        List.of());
  }

  private static ComparisonReport numberReport(double with, double without, Double r2) {
    return new ComparisonReport(
        "8-10-1 relu",
        "test",
        5,
        1,
        numberArm("with dropout", with, r2),
        numberArm("without dropout", without, r2),
        Verdict.OfNumbers.of(new SquaredErrors(1100, 890, 10, -41.5, -62.25, -20.75, 8.7e-5)),
        Map.of("labelCol", "price"));
  }

  @Test
  void html_reportOfNumbers_holdsEveryFigureInTables() throws IOException {
    String page = ReportPage.html("Houses", numberReport(14, 16.25, 0.875));
    assertThat(page)
        .contains("lowers the test RMSE from <b>16.25</b> to <b>14.00</b>")
        .contains("unlikely to be chance (p&nbsp;=&nbsp;8.7E-5)")
        .contains("<th>train RMSE</th><th>test RMSE</th><th>gap</th><th>train MAE</th>")
        .contains("<td>12.35</td><td><b>14.00</b></td><td>1.654</td><td>9.500</td><td>11.25</td>")
        .contains("<td>0.9500</td><td>0.8750</td>")
        .contains("RMSE, MAE and gap are in the units of the label")
        .contains("nearer to the label with dropout</th><td>1,100</td>")
        .contains("nearer without dropout</th><td>890</td>")
        .contains("equally near</th><td>10</td>")
        .contains("<b>-41.50</b>, 95% confidence interval -62.25 to -20.75, in squared units")
        .contains("<th>test RMSE</th>")
        .contains("<td>0.5000</td><td>20.50</td><td>0.4000</td><td>19.75</td>")
        .contains("\"measure\":\"RMSE\"")
        .doesNotContain("McNemar")
        .doesNotContain("nats");
  }

  @Test
  void html_numbersWithoutR2OrDifference_saysSo() throws IOException {
    String page = ReportPage.html("Houses", numberReport(14, 14, null));
    assertThat(page)
        .contains("The test RMSE is <b>14.00</b> with dropout and without")
        .contains("<td>0.9500</td><td>-</td>");
  }

  @Test
  void html_inAnotherLocale_hasTheSameNumbers() throws IOException {
    String page = ReportPage.html("Houses", numberReport(14, 16.25, 0.875));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(ReportPage.html("Houses", numberReport(14, 16.25, 0.875))).isEqualTo(page);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void text_ofEachVerdict_namesItsTest() {
    assertThat(report(0.04, 0.06).verdict().text())
        .isEqualTo(
            "Test rows right only with dropout: 60, only without: 20. McNemar's test: p = 8.6e-06");
    assertThat(numberReport(14, 16.25, 0.875).verdict().text())
        .isEqualTo(
            """
            RMSE, MAE and gap are in the units of the label.
            Test rows nearer to the label with dropout: 1,100, without: 890, equally near: 10.
            Mean squared error, with minus without dropout: -41.50 (95% confidence interval -62.25 to -20.75).
            Paired t-test of squared errors: p = 8.7e-05""");
  }
}
