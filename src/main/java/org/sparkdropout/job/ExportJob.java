package org.sparkdropout.job;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.export.TrainingSummary;
import org.sparkdropout.ml.DropoutClassificationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Turns the newest whole checkpoint of a run into the output of {@code jobs/train}: the fitted
 * pipeline, {@code history.csv} and {@code provenance.json}. Needs neither the data nor the
 * settings of the run, and leaves its checkpoints as they are.
 */
@Command(
    name = "jobs/export",
    description = {
      "Turns the newest checkpoint of a run of train into a model, which score takes.",
      "Needs checkpoint.path and output.path only."
    },
    footerHeading = JobOptions.FOOTER_HEADING,
    footer = {JobOptions.MASTER, JobOptions.PASSED_ON, JobOptions.EXIT_CODES})
public final class ExportJob implements Job {
  @Mixin private JobOptions options = new JobOptions();
  @Spec private CommandSpec spec;

  /**
   * Runs the job.
   *
   * @param arguments see {@code jobs/export --help}
   */
  public static void main(String[] arguments) {
    JobMain.run(new ExportJob(), arguments);
  }

  @Override
  public JobOptions options() {
    return options;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = options.settings();
    JobConsole console = new JobConsole(spec.commandLine().getOut());
    console.settings(settings);
    String checkpoints = settings.required(KeptPreparation.KEY);
    SparkSession spark = JobMain.session("export");
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try (StagedOutput output = StagedOutput.open(settings, hadoop)) {
      DropoutClassificationModel network = DropoutClassificationModel.fromCheckpoint(checkpoints);
      KeptPreparation preparation = new KeptPreparation(checkpoints, hadoop);
      if (!preparation.exists()) {
        console.say("No preparation beside the checkpoints: the model takes vectors of features");
      }
      PipelineModel pipeline = preparation.pipeline(network);
      SavedPipeline.save(pipeline, output.file(ModelFolder.NAME));
      OutputFiles.history(output, "history.csv", network.summary().history());
      OutputFiles.json(output, "provenance.json", provenance(network));
      output.publish();
      TrainingSummary summary = network.summary();
      console.say(
          "Network %s after %d of %d epochs"
              .formatted(summary.network(), summary.history().size(), summary.epochs()));
      console.say("Weights (SHA-256): " + network.weightsDigest());
      console.say("Written: " + output.place() + " (model, history.csv, provenance.json)");
    }
    return ExitCode.DONE.number();
  }

  private static Map<String, Object> provenance(DropoutClassificationModel network) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("weightsSha256", network.weightsDigest());
    provenance.putAll(OutputFiles.fields(network.provenance()));
    return provenance;
  }
}
