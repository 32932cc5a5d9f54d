package org.sparkdropout.compare;

import java.io.IOException;
import java.util.Map;
import org.sparkdropout.page.Page;

/** Comparisons on several tables as Markdown. */
public final class TablesMarkdown {
  private static final String TEMPLATE = "compare/tables.md.ftl";

  private TablesMarkdown() {}

  /**
   * Makes the text.
   *
   * @param title its heading
   * @param report what it tells
   * @return Markdown with tables, as GitHub reads it; text from outside is escaped
   * @throws IOException if the template is not in the jar
   */
  public static String of(String title, TablesReport report) throws IOException {
    return Page.html(TEMPLATE, Map.of("title", title, "report", report));
  }
}
