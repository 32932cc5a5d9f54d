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
import org.sparkdropout.compare.Predictions;
import org.sparkdropout.compare.Quality;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.monitor.Described;
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
    Settings settings = options.settings();
    ClassifierSettings.classifier(settings);
    RuntimeFiles runtimes = RuntimeFiles.of(settings);
    JobConsole console = new JobConsole(spec.commandLine().getOut());
    console.settings(settings);
    SparkSession spark = JobMain.session("train");
    try (RunId run = RunId.open(spark.sparkContext());
        StagedOutput output =
            StagedOutput.open(settings, spark.sparkContext().hadoopConfiguration())) {
      console.say("Run " + run.id());
      InputTable input = InputTable.readWithTest(spark, settings);
      PreparedData data = PreparedData.fit(settings, input.rows());
      ColumnsReport.lines(data.columns()).forEach(console::say);
      input.test().ifPresent(data::checkTest);
      DropoutClassificationModel network = train(data, input.rows(), console);
      PipelineModel pipeline = data.pipeline(network);
      SavedPipeline.save(pipeline, output.file(ModelFolder.NAME));
      List<String> written = new ArrayList<>(List.of(ModelFolder.NAME));
      Dataset<Row> sample = input.test().orElse(input.rows());
      written.addAll(runtimes.write(output, pipeline, network, Optional.of(sample), console));
      Map<String, Quality> metrics = measure(data, network, input);
      OutputFiles.json(output, "metrics.json", metrics);
      OutputFiles.history(output, "history.csv", network.summary().history());
      OutputFiles.json(output, "provenance.json", provenance(run, settings, data, network));
      output.publish();
      console.say(table(metrics));
      console.say("Weights (SHA-256): " + network.weightsDigest());
      written.addAll(List.of("metrics.json", "history.csv", "provenance.json"));
      console.say("Written: %s (%s)".formatted(output.place(), String.join(", ", written)));
    }
    return ExitCode.DONE.number();
  }

  private static DropoutClassificationModel train(
      PreparedData data, Dataset<Row> rows, JobConsole console) {
    TrainingListener progress = console.progress();
    DropoutClassifier classifier = data.classifier();
    Configuration hadoop = rows.sparkSession().sparkContext().hadoopConfiguration();
    TrainingListener keeping =
        classifier
            .checkpointFolder()
            .map(path -> new KeptPreparation(path, hadoop).writing(data))
            .orElse(TrainingListener.NONE);
    classifier.setListener(TrainingListener.all(progress, keeping));
    try {
      return classifier.fit(data.apply(rows));
    } finally {
      JobConsole.end(progress);
    }
  }

  private static Map<String, Quality> measure(
      PreparedData data, DropoutClassificationModel network, InputTable input) {
    Map<String, Quality> metrics = new LinkedHashMap<>();
    metrics.put("train", measure("train", data.apply(input.rows()), network));
    input.test().ifPresent(test -> metrics.put("test", measure("test", data.apply(test), network)));
    return metrics;
  }

  private static Quality measure(
      String name, Dataset<Row> rows, DropoutClassificationModel network) {
    Predictions predictions =
        new Predictions(
            network.getLabelCol(), network.getPredictionCol(), network.getProbabilityCol());
    return Described.job(
        rows.sparkSession().sparkContext(),
        "measure on %s rows".formatted(name),
        "score and measure",
        () -> predictions.quality(network.transform(rows)));
  }

  private static Map<String, Object> provenance(
      RunId run, Settings settings, PreparedData data, DropoutClassificationModel network) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("runId", run.id());
    provenance.put("settings", settings.changed());
    provenance.put("columns", data.columns());
    data.labels().ifPresent(labels -> provenance.put("labels", labels));
    provenance.put("weightsSha256", network.weightsDigest());
    provenance.putAll(OutputFiles.fields(network.provenance()));
    return provenance;
  }

  private static ConsoleTable table(Map<String, Quality> metrics) {
    ConsoleTable table = new ConsoleTable("rows to", "rows", "error", "loss");
    metrics.forEach(
        (name, quality) ->
            table.row(
                name,
                "%,d".formatted(quality.rows()),
                ProgressLines.percent(quality.error()),
                "%.4f".formatted(quality.loss())));
    return table;
  }
}
