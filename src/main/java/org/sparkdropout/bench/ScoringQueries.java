package org.sparkdropout.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.bench.PairedTasks.Work;
import org.sparkdropout.ml.DropoutClassifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Times queries on a scored Parquet table of many columns, beside Spark's logistic regression on
 * the same table.
 *
 * <p>Spark reads only the columns that a query needs, and moves filters before its own models.
 * Where a model keeps Spark from it, the queries that need little take as long as the one that
 * needs everything.
 */
@Command(
    name = "scoring-queries",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Times queries on a scored table of many columns, beside Spark's logistic regression.")
final class ScoringQueries implements Callable<Integer> {
  @Mixin private BenchOptions output;

  @Option(names = "--rows", description = "rows of the table")
  private int rows = 150_000;

  @Option(names = "--columns", description = "columns of the table: id, label, features and others")
  private int columns = 155;

  @Option(names = "--inputs", description = "features of a row")
  private int inputs = 20;

  @Option(names = "--hidden", split = ",", description = "units of each hidden layer")
  private int[] hidden = {64};

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("scoring-queries");
    try (SparkSession spark = SparkSession.builder().appName("spark-dropout bench").getOrCreate()) {
      String path = folder.resolve("table").toUri().toString();
      QueriedTable.write(spark, path, rows, columns, inputs);
      String workload =
          "Parquet, %,d rows of %d columns; network %d-%s-2"
              .formatted(rows, columns, inputs, hiddenText());
      output.finish("Queries on a scored table, seconds", workload, tasks(spark, path));
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    return 0;
  }

  private String hiddenText() {
    return Arrays.stream(hidden).mapToObj(String::valueOf).collect(Collectors.joining("-"));
  }

  private PairedTasks tasks(SparkSession spark, String path) {
    Dataset<Row> training = spark.read().parquet(path).limit(1000);
    Transformer ours = new DropoutClassifier().setHiddenLayers(hidden).setMaxIter(0).fit(training);
    Transformer peer = new LogisticRegression().setMaxIter(5).fit(training);
    PairedTasks tasks = new PairedTasks("spark-dropout", "Spark's LogisticRegressionModel");
    for (ScoringQuery query : ScoringQuery.values()) {
      tasks.add(query.text(), work(query, ours, spark, path), work(query, peer, spark, path));
    }
    return tasks;
  }

  private static Work work(ScoringQuery query, Transformer model, SparkSession spark, String path) {
    return Work.timed(() -> query.run(model.transform(spark.read().parquet(path))));
  }
}
