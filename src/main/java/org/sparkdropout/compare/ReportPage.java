package org.sparkdropout.compare;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparkdropout.inspect.FirstLayer;
import org.sparkdropout.page.Page;

/**
 * A comparison as one page of HTML that needs no network: style, chart library (ECharts) and data
 * are in it, and without scripts its tables say the same.
 */
public final class ReportPage {
  private static final String FOLDER = "compare/";
  private static final String TEMPLATE = FOLDER + "page.ftlh";

  /**
   * The sections of the page, in their order. Each is a template in the folder of the page; the
   * script of the same name, if there is one, draws its charts.
   */
  private static final List<String> SECTIONS =
      List.of(
          "verdicts",
          "arms",
          "differences",
          "sweep",
          "curves",
          "gap",
          "classes",
          "calibration",
          "activity",
          "features",
          "networks",
          "warnings",
          "time",
          "settings",
          "provenance",
          "runs",
          "epochs");

  /** The version is the one in the pom. */
  private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(new FiniteOrNull())
                  .addSerializer(double.class, new FiniteOrNull())
                  .addSerializer(new ExactOrText())
                  .addSerializer(long.class, new ExactOrText()))
          .addMixIn(FirstLayer.class, WithoutPicture.class);

  private ReportPage() {}

  /** The page shows the picture itself. */
  @JsonIgnoreProperties("png")
  private interface WithoutPicture {}

  /** Scripts read whole numbers from 2^53 on without their last digits: seeds, for one. */
  private static final class ExactOrText extends StdScalarSerializer<Long> {
    private static final long serialVersionUID = 1L;
    private static final long FIRST_INEXACT = 1L << 53;

    ExactOrText() {
      super(Long.class);
    }

    @Override
    public void serialize(Long number, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Math.abs(number) < FIRST_INEXACT && number != Long.MIN_VALUE) {
        json.writeNumber(number);
      } else {
        json.writeString(number.toString());
      }
    }
  }

  /** Scripts read NaN as a text. */
  private static final class FiniteOrNull extends StdScalarSerializer<Double> {
    private static final long serialVersionUID = 1L;

    FiniteOrNull() {
      super(Double.class);
    }

    @Override
    public void serialize(Double number, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(number)) {
        json.writeNumber(number);
      } else {
        json.writeNull();
      }
    }
  }

  /**
   * Makes the page.
   *
   * @param title its heading, as text
   * @param report what it shows
   * @return HTML
   * @throws IOException if the template or the chart library is not in the jar
   */
  public static String html(String title, ComparisonReport report) throws IOException {
    return Page.html(
        TEMPLATE,
        Map.of(
            "title", title,
            "report", report,
            "settings", settings(report),
            "sweepLines", sweepLines(report),
            "data", data(report),
            "chartLibrary", Page.resource(CHARTS),
            "sections", SECTIONS,
            "scripts", scripts(),
            "style", Page.resource(FOLDER + "page.css")));
  }

  /** Each in an element of its own, so that one that fails does not stop the others. */
  private static List<String> scripts() throws IOException {
    List<String> scripts = new ArrayList<>();
    scripts.add(Page.resource(FOLDER + "kit.js"));
    for (String section : SECTIONS) {
      Page.find(FOLDER + section + ".js").ifPresent(scripts::add);
    }
    return scripts;
  }

  /** The report as JSON that cannot end the script element it stands in. */
  private static String data(ComparisonReport report) throws JsonProcessingException {
    return JSON.writeValueAsString(report).replace("<", "\\u003c");
  }

  private static List<String> sweepLines(ComparisonReport report) {
    return report.arms().stream()
        .flatMap(arm -> Stream.ofNullable(arm.point()))
        .map(SweepPoint::line)
        .distinct()
        .toList();
  }

  /** What each arm has of all settings, by name. */
  private static Map<String, Setting> settings(ComparisonReport report) {
    return report.arms().stream()
        .flatMap(arm -> Stream.of(arm.params(), arm.defaults()))
        .flatMap(params -> params.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(
            Collectors.toMap(
                name -> name, name -> Setting.of(report, name), (a, b) -> a, TreeMap::new));
  }

  /**
   * A setting of all arms; the page asks it.
   *
   * @param values by arm; empty where an arm has none
   * @param differ whether the arms have different ones
   * @param given whether some arm sets it
   */
  public record Setting(List<String> values, boolean differ, boolean given) {
    static Setting of(ComparisonReport report, String name) {
      List<String> values =
          report.arms().stream()
              .map(arm -> arm.params().getOrDefault(name, arm.defaults().getOrDefault(name, "")))
              .toList();
      return new Setting(
          values,
          values.stream().distinct().count() > 1,
          report.arms().stream().anyMatch(arm -> arm.params().containsKey(name)));
    }
  }
}
