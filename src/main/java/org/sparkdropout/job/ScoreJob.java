package org.sparkdropout.job;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.monitor.RunId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Scores a table with a trained pipeline and writes the columns to keep with prediction, text of
 * the label and probabilities.
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
  public Integer call() {
    Settings settings = options.settings();
    JobConsole console = new JobConsole(spec.commandLine().getOut());
    console.settings(settings);
    SparkSession spark = JobMain.session("score");
    try (RunId run = RunId.open(spark.sparkContext())) {
      console.say("Run " + run.id());
      score(settings, spark, console);
    }
    return ExitCode.DONE.number();
  }

  private static void score(Settings settings, SparkSession spark, JobConsole console) {
    SparkContext context = spark.sparkContext();
    ModelFolder model = ModelFolder.load(settings, spark);
    try (StagedOutput output = StagedOutput.open(settings, context.hadoopConfiguration())) {
      Dataset<Row> raw = InputTable.read(spark, settings);
      ScoredTable scored = new ScoredTable(settings, model, raw);
      RowCounts counts =
          Described.job(
              context, "score rows", "score", () -> scored.write(output.folder().toString()));
      counts.check(model.network().getHandleInvalid());
      output.publish();
      console.say(counts);
      console.say("Columns: " + String.join(", ", scored.columns()));
      console.say("Written: " + output.place());
    }
  }
}
