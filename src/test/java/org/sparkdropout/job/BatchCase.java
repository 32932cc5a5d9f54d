package org.sparkdropout.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tables and models of tests of scoring, below one folder. */
record BatchCase(Path folder) {

  /** A file of the test resources. */
  static Path file(String name) {
    try {
      URL resource = BatchCase.class.getResource(name);
      return Path.of(resource.toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Writes lines to a file. */
  Path write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, List.of(lines));
  }

  /** Trains a small network on a CSV file, in half a second, and returns its folder. */
  Path train(String name, Path table, String label, String... more) {
    Path output = folder.resolve(name);
    JobRun run = JobRun.of(new TrainJob(), JobRun.set(training(table, label, output), more));
    if (run.code() != 0) {
      throw new IllegalStateException(run.err());
    }
    return output;
  }

  static List<String> training(Path table, String label, Path output) {
    return List.of(
        "input.format=csv",
        "input.options={header=true, inferSchema=true}",
        "input.path=" + table,
        "train.labelCol=" + label,
        "train.hiddenLayers=4",
        "train.hiddenDropout=0",
        "train.batchSize=8",
        "train.maxIter=4",
        "train.replicas=1",
        "output.path=" + output);
  }

  /** Scores a CSV file. */
  JobRun score(String name, Path model, Path table, String... more) {
    List<String> settings =
        List.of(
            "input.format=csv",
            "input.options={header=true, inferSchema=true}",
            "input.path=" + table,
            "score.model=" + model,
            "output.path=" + folder.resolve(name));
    return JobRun.of(new ScoreJob(), JobRun.set(settings, more));
  }

  Dataset<Row> scored(String name) {
    return JobRun.spark().read().parquet(folder.resolve(name).toString());
  }

  /** What no run may leave. */
  List<String> leftovers() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.contains(".tmp-") || file.contains(".old-"))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
