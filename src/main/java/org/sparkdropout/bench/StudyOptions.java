package org.sparkdropout.bench;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.train.DivergedException;
import org.sparkdropout.train.RoundTransfer;
import picocli.CommandLine.Option;

/** The options of studies that train on real rows: tables, network and settings of every run. */
final class StudyOptions {
  private static final long SAMPLING_SEED = 1;

  @Option(names = "--train", required = true, description = "Parquet: features, label")
  String train;

  @Option(names = "--train-share", description = "share of the training rows that is used")
  double trainShare = 1;

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

  @Option(
      names = "--batch-size",
      description = "examples in a step of one replica; 0: as the estimator chooses")
  int batchSize = 32;

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
    return cached(spark.read().parquet(train).sample(trainShare, SAMPLING_SEED));
  }

  Dataset<Row> testRows(SparkSession spark) {
    return cached(spark.read().parquet(test));
  }

  private static Dataset<Row> cached(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** An estimator with these settings. */
  DropoutClassifier classifier(long seed) {
    DropoutClassifier classifier =
        new DropoutClassifier()
            .setHiddenLayers(hidden.stream().mapToInt(Integer::intValue).toArray())
            .setInputDropout(inputDropout)
            .setHiddenDropout(hiddenDropout)
            .setMaxIter(epochs)
            .setPrecision(precision.name().toLowerCase(Locale.ROOT))
            .setSeed(seed);
    return batchSize > 0 ? classifier.setBatchSize(batchSize) : classifier;
  }

  /** The share of rows that a model gets wrong. */
  static double error(DropoutClassificationModel model, Dataset<Row> rows) {
    Column wrong = col(model.getPredictionCol()).notEqual(col(model.getLabelCol()));
    return model.transform(rows).agg(avg(wrong.cast("double"))).head().getDouble(0);
  }

  /**
   * Trains, and measures.
   *
   * @param classifier to train
   * @param rows to train on
   * @param error of the model, a share
   * @return the error; infinite if training diverged
   */
  static double error(
      DropoutClassifier classifier,
      Dataset<Row> rows,
      ToDoubleFunction<DropoutClassificationModel> error) {
    try {
      return error.applyAsDouble(classifier.fit(rows));
    } catch (DivergedException diverged) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** An error in percent, or that training diverged. */
  static String percent(double error) {
    return error > 1 ? "diverged" : String.format(Locale.ROOT, "%.2f%%", 100 * error);
  }
}
