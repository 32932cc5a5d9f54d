package org.sparkdropout.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.ml.DropoutClassificationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Scores one table in batches and partitions of several sizes.
 *
 * <p>Each line shows the rows that came out and a digest that does not depend on their order: the
 * sum over rows of a hash of features, prediction and probabilities. Equal digests mean that every
 * row got the same prediction to the bit, and its own.
 */
@Command(
    name = "scoring",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Scores one table in batches and partitions of several sizes.")
final class ScoringBench implements Callable<Integer> {
  @Option(names = "--network", required = true, description = "a saved DropoutClassificationModel")
  private String network;

  @Option(names = "--table", required = true, description = "Parquet, with the network's features")
  private String table;

  @Option(names = "--batch-sizes", split = ",", description = "rows in a matrix product")
  private List<Integer> batchSizes = List.of(1, 7, 1024);

  @Option(names = "--partitions", split = ",", description = "partitions of the table")
  private List<Integer> partitions = List.of(1, 50);

  @Override
  public Integer call() {
    try (SparkSession spark = SparkSession.builder().appName("spark-dropout bench").getOrCreate()) {
      DropoutClassificationModel model = DropoutClassificationModel.load(network);
      Dataset<Row> rows = spark.read().parquet(table);
      System.out.printf("%s, heap at most %,d MiB%n", table, mebibytes(heapLimit()));
      System.out.printf(
          "%10s %10s %12s %20s %10s %10s%n",
          "partitions", "batch", "rows out", "digest", "rows/s", "peak MiB");
      for (int parts : partitions) {
        for (int batchSize : batchSizes) {
          score(model.setScoringBatchSize(batchSize), rows, parts);
        }
      }
    }
    return 0;
  }

  private static void score(DropoutClassificationModel model, Dataset<Row> rows, int parts) {
    Dataset<Row> dealt = parts == 1 ? rows.coalesce(1) : rows.repartition(parts);
    Column hash =
        xxhash64(
            functions.vector_to_array(col(model.getFeaturesCol()), "float64"),
            col(model.getPredictionCol()),
            functions.vector_to_array(col(model.getProbabilityCol()), "float64"));
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    long began = System.nanoTime();
    Row result =
        model
            .transform(dealt)
            .agg(count(lit(1)), sum(hash.cast(DataTypes.createDecimalType(20, 0))))
            .head();
    double seconds = (System.nanoTime() - began) * 1e-9;
    long scored = result.getLong(0);
    System.out.printf(
        "%10d %10d %,12d %20x %,10.0f %,10d%n",
        parts,
        model.getScoringBatchSize(),
        scored,
        result.getDecimal(1).longValue(),
        scored / seconds,
        mebibytes(peak()));
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static long peak() {
    return heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static long heapLimit() {
    return Runtime.getRuntime().maxMemory();
  }

  private static long mebibytes(long bytes) {
    return bytes >> 20;
  }
}
