package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final String EVIL = "</script><script>alert('&\"')</script>";

  private static ArmReport arm(String name, double testError) {
    return new ArmReport(
        name,
        "input 0.2, hidden [0.5, 0.25]",
        new Quality(5000, 0.01, 0.02),
        new Quality(2000, testError, 0.3),
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
        McNemar.of(1900, 60, 20, 20),
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
}
