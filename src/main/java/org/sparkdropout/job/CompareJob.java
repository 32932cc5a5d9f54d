package org.sparkdropout.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.compare.ComparisonReport;
import org.sparkdropout.compare.Difference;
import org.sparkdropout.compare.ReportMarkdown;
import org.sparkdropout.compare.ReportPage;
import org.sparkdropout.compare.ReportProvenance;
import org.sparkdropout.compare.SharedWarning;
import org.sparkdropout.compare.TableDigest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Trains several arms with several seeds, and writes {@code report.html}, {@code report.md} and
 * {@code report.json}.
 */
@Command(
    name = "jobs/compare",
    description = {
      "Trains the same network with dropout and without, or other arms that compare.arms names,",
      "each with several seeds, and reports the difference and whether it may be chance.",
      "With compare.reports, puts such reports of several tables together.",
      "Without --config and input.path, on a sample of handwritten digits",
      "(conf/compare-mnist.conf), which takes two to five minutes on a laptop."
    },
    footerHeading = JobOptions.FOOTER_HEADING,
    footer = {JobOptions.MASTER, JobOptions.PASSED_ON, JobOptions.EXIT_CODES})
public final class CompareJob implements Job {
  @Mixin private JobOptions options = new JobOptions();
  @Spec private CommandSpec spec;

  /**
   * Runs the job.
   *
   * @param arguments see {@code jobs/compare --help}
   */
  public static void main(String[] arguments) {
    JobMain.run(new CompareJob(), arguments);
  }

  @Override
  public JobOptions options() {
    return options;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = options.settings(sample());
    SettingsRules.checkComparison(settings);
    JobConsole console = new JobConsole(spec.commandLine().getOut(), settings.redaction());
    console.settings(settings);
    String command = JobMain.command(spec.commandLine());
    console.watch(
        () -> {
          if (CompareTables.isAsked(settings)) {
            CompareTables.run(settings, console);
          } else {
            compare(settings, command, console);
          }
        });
    return ExitCode.DONE.number();
  }

  private static void compare(Settings given, String command, JobConsole console)
      throws IOException {
    console.step("start Spark");
    SparkSession spark = JobMain.session("compare", given.redaction());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String id = spark.sparkContext().applicationId();
    try (StagedOutput output = StagedOutput.open(given, hadoop);
        JobHistory history = JobHistory.open(given, "jobs/compare", id, hadoop)) {
      InputTable input = read(spark, given);
      ComparisonReport report =
          new ComparedTable(given, console, history)
              .compare(input)
              .withProbabilities(given.atLeast("compare.equivalence", 0))
              .withProvenance(provenance(spark, input, command))
              .withTexts(given.redaction()::text);
      OutputFiles.json(output, "report.json", report);
      String title = given.redaction().text(given.text("compare.title"));
      OutputFiles.text(output, "report.html", ReportPage.html(title, report));
      OutputFiles.text(output, "report.md", ReportMarkdown.of(title, report));
      output.publish();
      history.succeed(output.place(), hadoop);
      warn(report, console);
      console.say(ComparisonTable.of(report));
      report.differences().forEach(difference -> say(difference, console));
      report.notes().forEach(console::say);
      console.say("Written: " + output.place() + " (report.html, report.md, report.json)");
    }
  }

  private static void say(Difference difference, JobConsole console) {
    console.say(difference.verdict());
    if (!difference.probabilities().isEmpty()) {
      console.say(difference.probabilities());
    }
  }

  private static Path sample() {
    String home = System.getenv().getOrDefault("SPARK_DROPOUT_HOME", ".");
    return Path.of(home, "conf", "compare-mnist.conf");
  }

  /** The rows to train on and to test on; of several splits all of them. */
  private static InputTable read(SparkSession spark, Settings given) {
    return TableSplits.count(given) == 1
        ? InputTable.readWithTest(spark, given)
        : new InputTable(InputTable.readWhole(spark, given), Optional.empty());
  }

  private static ReportProvenance provenance(SparkSession spark, InputTable input, String command) {
    return ReportProvenance.of(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        spark.sparkContext(),
        TableDigest.of(input.rows(), "training"),
        input.test().map(rows -> TableDigest.of(rows, "test")).orElse(null));
  }

  private static void warn(ComparisonReport report, JobConsole console) {
    int arms = report.arms().size();
    int seeds = report.seeds().size();
    for (SharedWarning warning : report.warnings()) {
      console.warn(
          warning.isOfAll(arms, seeds)
              ? warning.text()
              : "%s: %s".formatted(warning.givenBy(arms, seeds), warning.text()));
    }
  }
}
