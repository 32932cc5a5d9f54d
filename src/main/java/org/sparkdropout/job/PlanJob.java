package org.sparkdropout.job;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.fit.PlannedRuns;
import org.sparkdropout.forecast.Forecaster;
import org.sparkdropout.forecast.RoundConstants;
import org.sparkdropout.forecast.RoundModel;
import org.sparkdropout.forecast.StepTimer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells how long training would take on clusters that could be. Trains nothing, writes nothing. */
@Command(
    name = "jobs/plan",
    description =
        "Tells for 1 to 512 replicas how long a run of jobs/train would take, where the time goes,"
            + " how much memory it needs, and which cluster and settings to choose. Takes the"
            + " settings of jobs/train and the group plan. Times some steps on the cores at hand;"
            + " trains nothing and writes nothing.",
    footerHeading = JobOptions.FOOTER_HEADING,
    footer = {JobOptions.MASTER, JobOptions.PASSED_ON, JobOptions.EXIT_CODES})
public final class PlanJob implements Job {
  @Mixin private JobOptions options = new JobOptions();
  @Spec private CommandSpec spec;

  /**
   * Runs the job.
   *
   * @param arguments see {@code jobs/plan --help}
   */
  public static void main(String[] arguments) {
    JobMain.run(new PlanJob(), arguments);
  }

  @Override
  public JobOptions options() {
    return options;
  }

  @Override
  public Integer call() {
    Settings given = options.settings();
    SettingsRules.checkPlan(given);
    JobConsole console = new JobConsole(spec.commandLine().getOut(), given.redaction());
    console.settings(given);
    console.watch(() -> plan(given, console));
    return ExitCode.DONE.number();
  }

  private static void plan(Settings given, JobConsole console) {
    console.step("start Spark");
    SparkSession spark = JobMain.session("plan", given.redaction());
    Dataset<Row> rows = InputTable.readWithTest(spark, given).rows();
    Settings settings = RawColumnDefaults.applied(given, rows, console);
    PreparedData data = PreparedData.fit(settings, rows);
    ColumnsReport.lines(data.columns()).forEach(console::say);
    PlannedRuns runs = data.estimator().plannedRuns(data.apply(rows));
    PlanSettings asked = PlanSettings.of(settings);
    Forecaster forecaster =
        new Forecaster(
            runs,
            StepTimer.of(runs),
            asked::cluster,
            new RoundModel(RoundConstants.MEASURED),
            asked.critical());
    int cores = spark.sparkContext().defaultParallelism();
    new PlanReport(runs, forecaster.all(), asked, cores).lines().forEach(console::say);
  }
}
