package org.sparkdropout.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.RunFigures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Turns the newest whole checkpoint of a run, or a saved model, into the output of {@code
 * jobs/train}: the fitted pipeline, {@code history.csv}, {@code provenance.json} and files of other
 * runtimes. Needs neither the data nor the settings of the run, and leaves what it starts from as
 * it is.
 */
@Command(
    name = "jobs/export",
    description = {
      "Turns the newest checkpoint of a run of train (checkpoint.path) or a saved model (export.model)",
      "into a model, which score takes, and into files of other runtimes (export.formats)."
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
    JobConsole console = new JobConsole(spec.commandLine().getOut(), settings.redaction());
    console.settings(settings);
    ExportSource.check(settings);
    RuntimeFiles runtimes = RuntimeFiles.of(settings);
    console.watch(() -> export(settings, runtimes, console));
    return ExitCode.DONE.number();
  }

  private static void export(Settings settings, RuntimeFiles runtimes, JobConsole console)
      throws IOException {
    console.step("start Spark");
    SparkSession spark = JobMain.session("export", settings.redaction());
    try (StagedOutput output =
        StagedOutput.open(settings, spark.sparkContext().hadoopConfiguration())) {
      ExportSource source = ExportSource.load(settings, spark);
      DropoutModel network = source.network();
      if (source.isAlone()) {
        console.say("No preparation with the network: the model takes vectors of features");
      }
      SavedPipeline.save(source.pipeline(), output.file(LoadedPipeline.NAME));
      List<String> written = new ArrayList<>(List.of(LoadedPipeline.NAME));
      written.addAll(
          runtimes.write(
              output, source.pipeline(), network, rows(settings, source, spark), console));
      OutputFiles.history(output, "history.csv", network.summary());
      OutputFiles.json(output, "provenance.json", provenance(network));
      written.addAll(List.of("history.csv", "provenance.json"));
      output.publish();
      console.say(trained(network.summary()));
      console.say("Weights (SHA-256): " + network.weightsDigest());
      console.say("Written: %s (%s)".formatted(output.place(), String.join(", ", written)));
    }
  }

  private static String trained(RunFigures summary) {
    String network = "Network " + summary.network();
    return summary.epochs() == 0
        ? network
        : network + " after %d of %d epochs".formatted(summary.history().size(), summary.epochs());
  }

  /** What to compare on, if a table is given. */
  private static Optional<Dataset<Row>> rows(
      Settings settings, ExportSource source, SparkSession spark) {
    if (settings.isNull("input.path")) {
      return Optional.empty();
    }
    StructType taken =
        Preprocessing.of(source.pipeline(), source.network(), Optional.empty()).columns();
    Dataset<Row> rows = InputTable.read(spark, settings, taken);
    for (String name : taken.fieldNames()) {
      if (TableColumns.of(rows).find(name).isEmpty()) {
        throw Batch.withoutColumn(rows, name);
      }
    }
    return Optional.of(TableColumns.spelled(rows, List.of(taken.fieldNames())));
  }

  private static Map<String, Object> provenance(DropoutModel network) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("weightsSha256", network.weightsDigest());
    provenance.putAll(OutputFiles.fields(network.provenance()));
    return provenance;
  }
}
