package org.sparkdropout.job;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.compare.ArmReport;
import org.sparkdropout.compare.Comparison;
import org.sparkdropout.compare.ComparisonReport;
import org.sparkdropout.compare.ReportPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Trains the same network with dropout and without, and writes {@code report.json} and {@code
 * report.html}.
 */
@Command(
    name = "jobs/compare",
    description = {
      "Trains the same network with dropout and without, and reports the difference.",
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
    console.say(
        "Trains two networks, one after the other. The sample of digits takes two to five minutes");
    console.watch(() -> compare(settings, console));
    return ExitCode.DONE.number();
  }

  private static void compare(Settings given, JobConsole console) throws IOException {
    console.step("start Spark");
    SparkSession spark = JobMain.session("compare", given.redaction());
    try (StagedOutput output =
        StagedOutput.open(given, spark.sparkContext().hadoopConfiguration())) {
      ComparisonReport report = compare(InputTable.readWithTest(spark, given), given, console);
      OutputFiles.json(output, "report.json", report);
      String title = given.redaction().text(given.text("compare.title"));
      OutputFiles.text(output, "report.html", ReportPage.html(title, report));
      output.publish();
      warn(report, console);
      console.say(ComparisonTable.of(report));
      console.say(report.verdict().text());
      console.say("Written: " + output.place() + " (report.html, report.json)");
    }
  }

  private static Path sample() {
    String home = System.getenv().getOrDefault("SPARK_DROPOUT_HOME", ".");
    return Path.of(home, "conf", "compare-mnist.conf");
  }

  private static ComparisonReport compare(InputTable input, Settings given, JobConsole console) {
    Dataset<Row> test = input.test().orElseThrow();
    Settings settings = RawColumnDefaults.applied(given, input.rows(), console);
    PreparedData data = PreparedData.fit(settings, input.rows());
    ColumnsReport.lines(data.columns()).forEach(console::say);
    input.checkTest(settings, data).ifPresent(console::warn);
    Comparison comparison =
        new Comparison(
            data.estimator(),
            arm -> {
              console.endProgress();
              console.say("Run " + arm.text());
              return console.progress();
            });
    try {
      return comparison.run(data.apply(input.rows()), data.apply(test));
    } finally {
      console.endProgress();
    }
  }

  /** Data are the same in both runs, and so are most warnings. */
  private static void warn(ComparisonReport report, JobConsole console) {
    ArmReport with = report.withDropout();
    ArmReport without = report.withoutDropout();
    for (String warning : with.warnings()) {
      boolean both = without.warnings().contains(warning);
      console.warn(both ? warning : "%s: %s".formatted(with.name(), warning));
    }
    without.warnings().stream()
        .filter(warning -> !with.warnings().contains(warning))
        .forEach(warning -> console.warn("%s: %s".formatted(without.name(), warning)));
  }
}
