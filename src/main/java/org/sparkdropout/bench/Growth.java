package org.sparkdropout.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.RoundTransfer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Whether the time of an epoch grows as the rows do; where it does not, whether steps or averaging
 * take the difference.
 *
 * <p>Epochs of few rows are run many times over, so that every timed turn has about as many rows as
 * the largest table, but at most 20 times.
 */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Times epochs against the number of rows, steps and averaging apart.")
final class Growth implements Callable<Integer> {
  private static final int MOST_EPOCHS = 20;

  @Mixin private NetworkOptions network;
  @Mixin private BenchOptions output;

  @Option(names = "--rows", split = ",", description = "rows of each table, the largest last")
  private List<Integer> rows = List.of(10_000, 100_000, 1_000_000);

  @Option(names = "--batch-size", description = "examples in a step of one replica")
  private int batchSize = 128;

  @Option(names = "--averaging-interval", description = "steps in a round")
  private int averagingInterval = 100;

  @Option(names = "--replicas", description = "copies of the network")
  private int replicas = 2;

  @Option(names = "--mask-sharing", description = "what shares a mask: ${COMPLETION-CANDIDATES}")
  private Dropout.Sharing maskSharing = Dropout.Sharing.EXAMPLE;

  @Option(names = "--precision", description = "of products: ${COMPLETION-CANDIDATES}")
  private Precision precision = Precision.FLOAT32;

  @Override
  public Integer call() throws Exception {
    SparkConf conf = RoundTransfer.settings(new SparkConf());
    try (SparkSession spark =
            SparkSession.builder().config(conf).appName("spark-dropout growth").getOrCreate();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext())) {
      List<EpochTimes> tables = new ArrayList<>();
      Turns turns = new Turns();
      for (int count : rows) {
        EpochTimes table = table(workload(count), context);
        tables.add(table);
        turns.add(() -> table);
      }
      Workload largest = workload(rows.get(rows.size() - 1));
      output.finish("Epochs, samples a second", largest.toString(), turns);
      System.out.print(new GrowthTable(tables.stream().map(EpochTimes::median).toList()).text());
    }
    return 0;
  }

  private Workload workload(int count) {
    return network.workload(
        count, batchSize, averagingInterval, AveragingPath.AUTO, replicas, 0.2, 0.5, 0);
  }

  private EpochTimes table(Workload workload, JavaSparkContext context) {
    int epochs = Math.min(MOST_EPOCHS, rows.get(rows.size() - 1) / workload.rows());
    BlasPlan plan = OurPlan.of(workload, maskSharing, precision, Math.max(1, epochs));
    return new EpochTimes(plan, OurPlan.deal(workload, context));
  }
}
