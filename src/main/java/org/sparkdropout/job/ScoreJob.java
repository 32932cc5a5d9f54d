package org.sparkdropout.job;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.monitor.RunId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Scores a table with a trained pipeline and writes the columns to keep with prediction, text of
 * the label and probabilities, and beside them {@code _score-report.json} and, if asked for, the
 * rows that cannot be scored.
 */
@Command(
    name = "jobs/score",
    description = "Scores a table with a network that train has written.",
    footerHeading = JobOptions.FOOTER_HEADING,
    footer = {JobOptions.MASTER, JobOptions.PASSED_ON, JobOptions.EXIT_CODES})
public final class ScoreJob implements Job {
  @Mixin private JobOptions options = new JobOptions();
  @Spec private CommandSpec spec;

  /**
   * Runs the job.
   *
   * @param arguments see {@code jobs/score --help}
   */
  public static void main(String[] arguments) {
    JobMain.run(new ScoreJob(), arguments);
  }

  @Override
  public JobOptions options() {
    return options;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = options.settings();
    InvalidRows invalid = InvalidRows.of(settings);
    JobConsole console = new JobConsole(spec.commandLine().getOut(), settings.redaction());
    console.settings(settings);
    console.watch(() -> score(settings, invalid, console));
    return ExitCode.DONE.number();
  }

  private static void score(Settings settings, InvalidRows invalid, JobConsole console)
      throws IOException {
    console.step("start Spark");
    SparkSession spark = JobMain.session("score", settings.redaction());
    OutputFormat.of(settings).checkKnown();
    try (RunId run = RunId.open(spark.sparkContext())) {
      console.say("Run " + run.id());
      LoadedPipeline model = LoadedPipeline.load(settings, spark);
      MonteCarloSettings.applyTo(model.network(), settings);
      new Scoring(settings, model, invalid, run.id()).run(spark, console);
    }
  }
}
