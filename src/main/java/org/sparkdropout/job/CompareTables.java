package org.sparkdropout.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.compare.TableErrors;
import org.sparkdropout.compare.TablesDifference;
import org.sparkdropout.compare.TablesMarkdown;
import org.sparkdropout.compare.TablesReport;
import org.sparkdropout.model.Json;

/**
 * Puts the reports of comparisons on several tables together, and writes {@code tables.json} and
 * {@code tables.md}. Trains nothing.
 */
final class CompareTables {
  static final String REPORTS = "compare.reports";
  private static final String REPORT = "report.json";
  private static final String[] HEADS = {
    "",
    "tables",
    "better",
    "worse",
    "mean difference",
    "Wilcoxon p",
    "P(better)",
    "P(does not matter)",
    "P(worse)"
  };

  private CompareTables() {}

  /** Whether settings ask for it. */
  static boolean isAsked(Settings settings) {
    return !settings.texts(REPORTS).isEmpty();
  }

  /**
   * Checks the settings.
   *
   * @throws SettingsException if there are fewer than two reports, or one is named twice
   */
  static void check(Settings settings) {
    List<String> reports = settings.texts(REPORTS);
    if (reports.size() < 2 || Set.copyOf(reports).size() < reports.size()) {
      throw settings.wrong(REPORTS, "at least two different folders that jobs/compare has written");
    }
    settings.required("output.path");
    settings.atLeast("compare.equivalence", 0);
  }

  static void run(Settings settings, JobConsole console) throws IOException {
    console.step("start Spark");
    SparkSession spark = JobMain.session("compare", settings.redaction());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try (StagedOutput output = StagedOutput.open(settings, hadoop)) {
      TablesReport report =
          TablesReport.of(read(settings, hadoop), settings.atLeast("compare.equivalence", 0));
      if (report.differences().isEmpty()) {
        throw settings.wrong(
            REPORTS, "folders of comparisons of which two have the same arm and baseline");
      }
      OutputFiles.json(output, "tables.json", report);
      String title = settings.redaction().text(settings.text("compare.title"));
      OutputFiles.text(output, "tables.md", TablesMarkdown.of(title, report));
      output.publish();
      console.say(table(report));
      report.differences().forEach(one -> console.say(one.verdict()));
      report.notes().forEach(console::say);
      console.say("Written: " + output.place() + " (tables.md, tables.json)");
    }
  }

  private static List<TableErrors> read(Settings settings, Configuration hadoop)
      throws IOException {
    List<TableErrors> tables = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String folder : settings.texts(REPORTS)) {
      String last = new Path(folder).getName();
      String name = names.add(last) ? last : folder;
      tables.add(
          TableErrors.read(name, read(folder, settings, hadoop))
              .orElseThrow(() -> noReport(folder, settings)));
    }
    return tables;
  }

  private static JsonNode read(String folder, Settings settings, Configuration hadoop)
      throws IOException {
    Path path = new Path(folder, REPORT);
    try (InputStream file = path.getFileSystem(hadoop).open(path)) {
      return Json.parse(file.readAllBytes());
    } catch (FileNotFoundException | IllegalArgumentException none) {
      throw noReport(folder, settings);
    }
  }

  private static SettingsException noReport(String folder, Settings settings) {
    return settings.wrong(
        REPORTS,
        "folders with a %s that jobs/compare has written (not %s)".formatted(REPORT, folder));
  }

  private static ConsoleTable table(TablesReport report) {
    ConsoleTable table = new ConsoleTable(HEADS);
    for (TablesDifference one : report.differences()) {
      table.row(
          one.arm(),
          String.valueOf(one.tables().size()),
          String.valueOf(one.better()),
          String.valueOf(one.worse()),
          report.text(one.mean()),
          "%.4f".formatted(one.wilcoxon()),
          "%.2f".formatted(one.posterior().better()),
          "%.2f".formatted(one.posterior().equivalent()),
          "%.2f".formatted(one.posterior().worse()));
    }
    return table;
  }
}
