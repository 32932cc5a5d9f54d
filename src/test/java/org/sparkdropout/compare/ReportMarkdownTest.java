package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReportMarkdownTest {
  @Test
  void of_classes_hasVerdictsAndFigures() throws IOException {
    assertThat(ReportMarkdown.of("Digits", ReportPageTest.classes()))
        .startsWith(
            "# Digits\n\n- 2 seeds cannot tell \\<that\\>\n- A longer run may say otherwise\n\n")
        .contains(
            "| arm | train error | test error | deviation | gap | test loss | best epoch |\n|---|")
        .contains("\n| none | 1.00% | **7.00%** | 1.41 | 6.00 | 0.4000 | 2 |\n")
        .contains("\n| dropout | none | **-2.50** | -8.85 to 3.85 | 0.5 | -2.94 to -2.06 |\n")
        .contains("gives 90.00%")
        .endsWith("that over the test rows.\n");
  }

  @Test
  void of_numbers_hasTheirMeasures() throws IOException {
    assertThat(ReportMarkdown.of("Houses", ReportPageTest.numbers()))
        .contains("| arm | train RMSE | test RMSE | deviation | gap | test MAE | best epoch |")
        .contains("\n| none | 12.35 | **16.25** | 0.000 |")
        .contains("| sign-flip p |\n|---|---|--:|--:|--:|\n| dropout | none |");
  }

  /** A name could else end its cell, begin a link or be HTML. */
  @Test
  void of_textFromOutside_isEscaped() throws IOException {
    assertThat(ReportMarkdown.of("a|b\n<i>*c*</i> [d](e) `f` \\\\ &lt;", ReportPageTest.classes()))
        .startsWith("# a\\|b \\<i\\>\\*c\\*\\</i\\> \\[d\\](e) \\`f\\` \\\\\\\\ \\&lt;\n");
  }
}
