package org.sparkdropout.bench;

import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.train.RoundTransfer;
import picocli.CommandLine.Option;

/** The options of studies that train on real rows: tables, network and settings of every run. */
final class StudyOptions {
  @Option(names = "--train", required = true, description = "Parquet: features, label")
  String train;

  @Option(names = "--test", required = true, description = "Parquet: features, label")
  String test;

  @Option(names = "--hidden", split = ",", description = "units of each hidden layer")
  List<Integer> hidden = List.of(512, 512);

  @Option(names = "--input-dropout", description = "probability of dropping an input")
  double inputDropout = 0.2;

  @Option(names = "--hidden-dropout", description = "probability of dropping a hidden unit")
  double hiddenDropout = 0.5;

  @Option(names = "--epochs", description = "passes over the training rows")
  int epochs = 10;

  @Option(names = "--batch-size", description = "examples in a step of one replica")
  int batchSize = 32;

  @Option(names = "--learning-rate", description = "at the start, falling linearly to zero")
  double learningRate = 0.05;

  @Option(names = "--momentum", description = "of the steps, from the first one on")
  double momentum = 0.9;

  @Option(
      names = "--precision",
      description = "of matrix products in training: ${COMPLETION-CANDIDATES}")
  Precision precision = Precision.FLOAT32;

  @Option(names = "--seeds", split = ",", description = "a run for each, of which means are taken")
  List<Long> seeds = List.of(1L);

  SparkSession session() {
    SparkConf conf = RoundTransfer.settings(new SparkConf());
    return SparkSession.builder().config(conf).appName("spark-dropout bench").getOrCreate();
  }

  Dataset<Row> trainRows(SparkSession spark) {
    return cached(spark, train);
  }

  Dataset<Row> testRows(SparkSession spark) {
    return cached(spark, test);
  }

  private static Dataset<Row> cached(SparkSession spark, String table) {
    return spark.read().parquet(table).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** An estimator with these settings. */
  DropoutClassifier classifier(long seed) {
    return new DropoutClassifier()
        .setHiddenLayers(hidden.stream().mapToInt(Integer::intValue).toArray())
        .setInputDropout(inputDropout)
        .setHiddenDropout(hiddenDropout)
        .setMaxIter(epochs)
        .setBatchSize(batchSize)
        .setLearningRate(learningRate)
        .setLearningRateSchedule("linear")
        .setMomentum(momentum)
        .setPrecision(precision.name().toLowerCase(Locale.ROOT))
        .setInitialMomentum(momentum)
        .setSeed(seed);
  }
}
