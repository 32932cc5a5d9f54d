package org.sparkdropout.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.data.Shards;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.RoundTransfer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Times training against peers: the same network, settings and rows, in one run, in alternation,
 * after a pass to warm up.
 *
 * <p>DL4J runs as it comes, each task with as many native threads as there are processors, and with
 * one thread a task, which suits Spark better but takes OMP_NUM_THREADS=1 on every executor.
 */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Times training against peers and the bound of sgemm, in one run.")
final class TrainingBench implements Callable<Integer> {
  @Mixin private NetworkOptions network;
  @Mixin private PeerOptions peers;
  @Mixin private BenchOptions output;

  @Option(names = "--batch-size", description = "examples in a step of one replica")
  private int batchSize = 128;

  @Option(names = "--averaging-interval", description = "steps in a round")
  private int averagingInterval = 10;

  @Option(
      names = "--averaging-path",
      description = "where this project averages replicas: ${COMPLETION-CANDIDATES}")
  private AveragingPath averagingPath = AveragingPath.AUTO;

  @Option(names = "--replicas", description = "copies of the network")
  private int replicas = 2;

  @Option(names = "--input-dropout", description = "probability of dropping an input")
  private double inputDropout = 0.2;

  @Option(names = "--hidden-dropout", description = "probability of dropping a hidden unit")
  private double hiddenDropout = 0.5;

  @Option(names = "--max-norm", description = "bound on incoming weights, ours alone; 0 is none")
  private double maxNorm = 0;

  @Option(
      names = "--contenders",
      split = ",",
      description =
          "who runs, ratios being to the last: the bounds of sgemm, one replica without Spark, the Spark job with masks by EXAMPLE, BATCH or ROUND, and peers: ${COMPLETION-CANDIDATES}")
  private List<TrainingContender> contenders = List.of(TrainingContender.values());

  @Override
  public Integer call() throws Exception {
    Workload workload =
        network.workload(
            peers.rows,
            batchSize,
            averagingInterval,
            averagingPath,
            replicas,
            inputDropout,
            hiddenDropout,
            maxNorm);
    SparkConf conf = RoundTransfer.settings(new SparkConf());
    try (SparkSession spark =
            SparkSession.builder().config(conf).appName("spark-dropout bench").getOrCreate();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Shards shards = OurPlan.deal(workload, context)) {
      TrainingContender.Input input =
          new TrainingContender.Input(workload, spark, shards, peers.python);
      Turns turns = new Turns();
      for (TrainingContender contender : contenders) {
        turns.add(() -> contender.create(input));
      }
      output.finish("Training, samples a second", workload.toString(), turns);
    }
    return 0;
  }
}
