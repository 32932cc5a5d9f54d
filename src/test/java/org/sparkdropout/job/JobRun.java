package org.sparkdropout.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;

/**
 * A job run in this process on a small local Spark, as its main would but for the end of the
 * process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err the errors it printed
 */
record JobRun(int code, String out, String err) {
  static final Path SAMPLES = Path.of("data-samples").toAbsolutePath();

  static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  static JobRun of(Job job, String... arguments) {
    spark();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = JobMain.commandLine(job);
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int code = commandLine.execute(arguments);
    return new JobRun(code, out.toString(), err.toString().strip());
  }

  /** Arguments that set each key=value. */
  static String[] set(List<String> assignments, String... more) {
    List<String> arguments = new ArrayList<>();
    for (String assignment : assignments) {
      arguments.addAll(List.of("--set", assignment));
    }
    for (String assignment : more) {
      arguments.addAll(List.of("--set", assignment));
    }
    return arguments.toArray(String[]::new);
  }

  /** Settings that train on the penguins in seconds. */
  static List<String> penguins(Path output) {
    return List.of(
        "input.format=csv",
        "input.path=" + SAMPLES.resolve("penguins.csv"),
        "input.options={header=true, inferSchema=true, nullValue=NA}",
        "input.features=bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g",
        "input.categorical=island,sex",
        "input.testFraction=0.25",
        "prepare.impute=median",
        "prepare.scale=standard",
        "train.labelCol=species",
        "train.hiddenLayers=16",
        "train.hiddenDropout=0.2",
        "train.batchSize=16",
        "train.maxIter=8",
        "train.replicas=2",
        "train.averagingInterval=4",
        "output.path=" + output);
  }

  /** Scores the penguins. */
  static JobRun scorePenguins(Path model, Path output, String... more) {
    List<String> settings =
        List.of(
            "input.format=csv",
            "input.path=" + SAMPLES.resolve("penguins.csv"),
            "input.options={header=true, inferSchema=true, nullValue=NA}",
            "score.model=" + model,
            "output.path=" + output);
    return of(new ScoreJob(), set(settings, more));
  }
}
