package org.sparkdropout.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.compare.Arm;
import org.sparkdropout.compare.Comparison;
import org.sparkdropout.compare.ComparisonReport;
import org.sparkdropout.compare.Difference;
import org.sparkdropout.compare.ReportMarkdown;
import org.sparkdropout.compare.ReportPage;
import org.sparkdropout.compare.ReportProvenance;
import org.sparkdropout.compare.Seeds;
import org.sparkdropout.compare.SharedWarning;
import org.sparkdropout.compare.SplitComparison;
import org.sparkdropout.compare.TableDigest;
import org.sparkdropout.compare.Tuning;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.inspect.ImageWidth;
import org.sparkdropout.ml.DropoutRegressor;
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
          compare(input, given, console, history)
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

  private static ComparisonReport compare(
      InputTable input, Settings given, JobConsole console, JobHistory history) {
    if (input.test().isEmpty()) {
      return compareSplits(input.rows(), given, console, history);
    }
    Settings settings = RawColumnDefaults.applied(given, input.rows(), console);
    PreparedData data = prepare(input, settings, console);
    ColumnsReport.lines(data.columns()).forEach(console::say);
    history.begin(settings);
    return compare(input, data, settings, CompareSeeds.ofAll(settings), console, history);
  }

  /** What is fitted to rows is fitted to the training rows of each split anew. */
  private static ComparisonReport compareSplits(
      Dataset<Row> rows, Settings given, JobConsole console, JobHistory history) {
    TableSplits splits = new TableSplits(rows, given);
    int count = TableSplits.count(given);
    Settings settings = RawColumnDefaults.applied(given, splits.split(1).rows(), console);
    history.begin(settings);
    int seeds = CompareSeeds.count(settings);
    console.say(
        seeds == 1
            ? "%d splits, 1 seed in each. For more, set %s".formatted(count, CompareSeeds.KEY)
            : "%d splits, %d seeds in each".formatted(count, seeds));
    return new SplitComparison(count, CompareSeeds.limit(settings))
        .run(
            number -> {
              console.say("Split %d of %d".formatted(number, count));
              InputTable input = splits.split(number);
              Settings ofSplit = TableSplits.settings(settings, number);
              return compare(
                  input,
                  prepare(input, ofSplit, console),
                  ofSplit,
                  CompareSeeds.ofSplit(settings, number),
                  console,
                  history);
            });
  }

  private static PreparedData prepare(InputTable input, Settings settings, JobConsole console) {
    PreparedData data = PreparedData.fit(settings, input.rows());
    input.checkTest(settings, data).ifPresent(console::warn);
    return data;
  }

  private static ComparisonReport compare(
      InputTable input,
      PreparedData data,
      Settings settings,
      Seeds seeds,
      JobConsole console,
      JobHistory history) {
    Dataset<Row> test = input.test().orElseThrow();
    Dataset<Row> train = data.apply(input.rows());
    List<Tuning.Tuned> tuned = tuned(data, settings, train, console);
    List<Arm> arms =
        tuned.isEmpty()
            ? new ArmSettings(settings).arms()
            : tuned.stream().map(Tuning.Tuned::arm).toList();
    arms.forEach(arm -> data.nameColumns(arm.estimator()));
    arms.forEach(arm -> RunName.giveTo(arm.estimator(), settings));
    Comparison.Observer runs =
        new RunsInHistory(
            new RunsOnConsole(console, measure(arms), arms.size() * seeds.asked()), history);
    try {
      ComparisonReport report =
          new Comparison(arms, seeds, runs)
              .setSweep(new SweepSettings(settings).sweep())
              .setImageWidth(
                  new ImageWidth(
                      (int) settings.whole("compare.imageWidth"), data.columns().isOneVector()))
              .run(train, data.apply(test))
              .withNotes(tuned.stream().map(Tuning.Tuned::note).toList());
      return data.labels().map(report::withClassLabels).orElse(report);
    } finally {
      console.endProgress();
    }
  }

  private static ReportProvenance provenance(SparkSession spark, InputTable input, String command) {
    return ReportProvenance.of(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        spark.sparkContext(),
        TableDigest.of(input.rows(), "training"),
        input.test().map(rows -> TableDigest.of(rows, "test")).orElse(null));
  }

  private static List<Tuning.Tuned> tuned(
      PreparedData data, Settings settings, Dataset<Row> train, JobConsole console) {
    List<List<Tuning.Trial>> trials = new TuningSettings(settings).trials();
    trials.stream().flatMap(List::stream).forEach(one -> data.nameColumns(one.arm().estimator()));
    int runs = trials.stream().mapToInt(List::size).sum();
    Tuning tuning = new Tuning(settings.whole("train.seed"), new TrialsOnConsole(console, runs));
    List<Tuning.Tuned> tuned = trials.stream().map(one -> tuning.choose(one, train)).toList();
    console.endProgress();
    tuned.forEach(one -> console.say(one.note()));
    return tuned;
  }

  private static ErrorMeasure measure(List<Arm> arms) {
    return arms.get(0).estimator() instanceof DropoutRegressor
        ? ErrorMeasure.RMSE
        : ErrorMeasure.CLASSIFICATION_ERROR;
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
