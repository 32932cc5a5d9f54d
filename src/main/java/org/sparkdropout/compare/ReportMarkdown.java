package org.sparkdropout.compare;

import java.io.IOException;
import java.util.Map;
import org.sparkdropout.page.Page;

/** The verdicts and figures of a comparison as Markdown, such as for the text of a pull request. */
public final class ReportMarkdown {
  private static final String TEMPLATE = "compare/report.md.ftl";

  private ReportMarkdown() {}

  /**
   * Makes the text.
   *
   * @param title its heading
   * @param report what it tells
   * @return Markdown with tables, as GitHub reads it; text from outside is escaped
   * @throws IOException if the template is not in the jar
   */
  public static String of(String title, ComparisonReport report) throws IOException {
    return Page.html(TEMPLATE, Map.of("title", title, "report", report));
  }
}
