package org.sparkdropout.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.monitor.RunId;
import org.sparkdropout.train.TrainingListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Trains a network on a table and writes the pipeline that takes raw rows, {@code metrics.json},
 * {@code history.csv} and {@code provenance.json}, and files of other runtimes if they are asked
 * for.
 */
@Command(
    name = "jobs/train",
    description = "Trains a dropout network on a table and writes the fitted pipeline.",
    footerHeading = JobOptions.FOOTER_HEADING,
    footer = {JobOptions.MASTER, JobOptions.PASSED_ON, JobOptions.EXIT_CODES})
public final class TrainJob implements Job {
  @Mixin private JobOptions options = new JobOptions();
  @Spec private CommandSpec spec;

  /**
   * Runs the job.
   *
   * @param arguments see {@code jobs/train --help}
   */
  public static void main(String[] arguments) {
    JobMain.run(new TrainJob(), arguments);
  }

  @Override
  public JobOptions options() {
    return options;
  }

  @Override
  public Integer call() throws IOException {
    Settings given = options.settings();
    SettingsRules.checkTraining(given);
    RuntimeFiles runtimes = RuntimeFiles.of(given);
    JobConsole console = new JobConsole(spec.commandLine().getOut(), given.redaction());
    console.settings(given);
    console.watch(() -> train(given, runtimes, console));
    return ExitCode.DONE.number();
  }

  private static void train(Settings given, RuntimeFiles runtimes, JobConsole console)
      throws IOException {
    console.step("start Spark");
    SparkSession spark = JobMain.session("train", given.redaction());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try (RunId run = RunId.open(spark.sparkContext());
        StagedOutput output = StagedOutput.open(given, hadoop);
        JobHistory history = JobHistory.open(given, "jobs/train", run.id(), hadoop)) {
      console.say("Run " + run.id());
      InputTable input = InputTable.readWithTest(spark, given);
      Settings settings = RawColumnDefaults.applied(given, input.rows(), console);
      PreparedData data = PreparedData.fit(settings, input.rows());
      ColumnsReport.lines(data.columns()).forEach(console::say);
      input.checkTest(settings, data).ifPresent(console::warn);
      RunName.giveTo(data.estimator(), settings);
      DropoutModel network = train(data, input.rows(), console, history.begin(settings));
      PipelineModel pipeline = data.pipeline(network);
      SavedPipeline.save(pipeline, output.file(LoadedPipeline.NAME));
      List<String> written = new ArrayList<>(List.of(LoadedPipeline.NAME));
      Dataset<Row> sample = input.test().orElse(input.rows());
      written.addAll(runtimes.write(output, pipeline, network, Optional.of(sample), console));
      MeasuredParts measured = MeasuredParts.measure(data, network, input);
      OutputFiles.json(output, "metrics.json", measured.metrics());
      OutputFiles.history(output, "history.csv", network.summary());
      OutputFiles.json(output, "provenance.json", provenance(run, settings, data, network));
      output.publish();
      history.measured(measured.metrics());
      history.tag(Map.of("spark_dropout.weightsSha256", network.weightsDigest()));
      history.succeed(output.place(), hadoop);
      network.summary().warnings().forEach(console::warn);
      LeftOutRows.of(data, input.rows(), network.summary().unusableRows()).ifPresent(console::say);
      console.say(measured.table());
      console.say("Weights (SHA-256): " + network.weightsDigest());
      written.addAll(List.of("metrics.json", "history.csv", "provenance.json"));
      console.say("Written: %s (%s)".formatted(output.place(), String.join(", ", written)));
    }
  }

  private static DropoutModel train(
      PreparedData data, Dataset<Row> rows, JobConsole console, TrainingListener history) {
    DropoutEstimator<?, ?> estimator = data.estimator();
    Configuration hadoop = rows.sparkSession().sparkContext().hadoopConfiguration();
    TrainingListener keeping =
        estimator
            .checkpointFolder()
            .map(path -> new KeptPreparation(path, hadoop).writing(data))
            .orElse(TrainingListener.NONE);
    estimator.setListener(TrainingListener.all(console.progress(), keeping, history));
    try {
      return estimator.fit(data.apply(rows));
    } finally {
      console.endProgress();
    }
  }

  private static Map<String, Object> provenance(
      RunId run, Settings settings, PreparedData data, DropoutModel network) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("runId", run.id());
    provenance.put("settings", settings.changed());
    provenance.put("columns", data.columns());
    data.labels().ifPresent(labels -> provenance.put("labels", labels));
    provenance.put("weightsSha256", network.weightsDigest());
    provenance.putAll(OutputFiles.fields(network.provenance()));
    return provenance;
  }
}
