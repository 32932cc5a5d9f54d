package org.sparkdropout.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.sparkdropout.page.Page;

/**
 * A comparison as one page of HTML that needs no network: style, chart library (uPlot) and data are
 * in it, and without scripts its tables say the same.
 */
public final class ReportPage {
  private static final String TEMPLATE = "compare.ftlh";

  /** The version is the one in the pom. */
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private ReportPage() {}

  /**
   * Makes the page.
   *
   * @param title its heading, as text
   * @param report what it shows
   * @return HTML
   * @throws IOException if the template or the chart library is not in the jar
   */
  public static String html(String title, ComparisonReport report) throws IOException {
    Map<String, Object> model =
        Map.of(
            "title", title,
            "report", report,
            "data", data(report),
            "chartScript", chart("uPlot.iife.min.js"),
            "chartStyle", chart("uPlot.min.css"));
    return Page.html(TEMPLATE, model);
  }

  /** The curves as JSON that cannot end the script element it stands in. */
  private static String data(ComparisonReport report) throws JsonProcessingException {
    Map<String, Object> curves =
        Map.of(
            "with", report.withDropout().curve(),
            "without", report.withoutDropout().curve(),
            "heldOut", report.heldOutRows(),
            "measure", report.verdict().measure().toString());
    return new ObjectMapper().writeValueAsString(curves).replace("<", "\\u003c");
  }

  private static String chart(String file) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(CHARTS + file)) {
      if (in == null) {
        throw new IOException("The jar must hold " + CHARTS + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
