package org.sparkdropout.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.RoundTransfer;
import org.sparkdropout.train.TrainingListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Whether rounds leave anything behind: what Spark holds, over many short rounds of one fit.
 *
 * <p>A line every so many rounds, and at the end how much each figure has grown since the warm-up.
 * Native memory is what the process has resident beside its heap.
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description = "Trains many short rounds and measures what they leave in memory and on disk.")
final class Soak implements Callable<Integer> {
  private static final double MEGABYTE = 1 << 20;

  @Mixin private NetworkOptions network;

  @Option(names = "--rounds", description = "how many at least")
  private int rounds = 500;

  @Option(names = "--every", description = "rounds between two measurements; 16 between anchors")
  private int every = 48;

  @Option(names = "--warm-up", description = "rounds after which nothing should grow")
  private int warmUp = 100;

  @Option(names = "--rows", description = "examples in a pass")
  private int rows = 12_800;

  @Option(names = "--batch-size", description = "examples in a step of one replica")
  private int batchSize = 32;

  @Option(names = "--averaging-interval", description = "steps in a round")
  private int averagingInterval = 2;

  @Option(names = "--replicas", description = "copies of the network")
  private int replicas = 2;

  @Option(
      names = "--averaging-path",
      description = "where replicas are averaged: ${COMPLETION-CANDIDATES}")
  private AveragingPath averagingPath = AveragingPath.AUTO;

  @Option(names = "--mask-sharing", description = "what shares a mask: ${COMPLETION-CANDIDATES}")
  private Dropout.Sharing maskSharing = Dropout.Sharing.EXAMPLE;

  private final TreeMap<Integer, SparkFootprint> measured = new TreeMap<>();

  @Override
  public Integer call() {
    SparkConf conf = RoundTransfer.settings(new SparkConf());
    try (SparkSession spark =
        SparkSession.builder().config(conf).appName("spark-dropout soak").getOrCreate()) {
      Workload workload =
          network.workload(
              rows, batchSize, averagingInterval, averagingPath, replicas, 0.2, 0.5, 3);
      System.out.println(workload + ", " + averagingPath + ", mask by " + maskSharing);
      classifier(workload)
          .setListener(new Measuring(spark.sparkContext()))
          .fit(VectorTable.of(workload, spark));
    }
    printGrowth();
    return 0;
  }

  private DropoutClassifier classifier(Workload workload) {
    int roundsPerEpoch =
        OurPlan.of(workload, maskSharing, Precision.FLOAT32).run().roundsPerEpoch(rows);
    return new DropoutClassifier()
        .setHiddenLayers(workload.hiddenUnits())
        .setInputDropout(workload.inputDropout())
        .setHiddenDropout(new double[] {workload.hiddenDropout()})
        .setMaskSharing(maskSharing.name().toLowerCase(Locale.ROOT))
        .setAveragingPath(averagingPath.name().toLowerCase(Locale.ROOT))
        .setAveragingInterval(averagingInterval)
        .setBatchSize(batchSize)
        .setReplicas(replicas)
        .setLearningRate(Workload.LEARNING_RATE)
        .setMaxIter((rounds + roundsPerEpoch - 1) / roundsPerEpoch);
  }

  /** Measures between two rounds. */
  private final class Measuring implements TrainingListener {
    private final SparkContext context;

    Measuring(SparkContext context) {
      this.context = context;
    }

    @Override
    public void roundFinished(Progress progress) {
      int round = Math.toIntExact(progress.roundsDone());
      if (round == 1 || round % every == 0) {
        SparkFootprint footprint = SparkFootprint.of(context);
        measured.put(round, footprint);
        print(round, footprint);
      }
    }
  }

  private static void print(int round, SparkFootprint footprint) {
    List<String> figures = new ArrayList<>();
    footprint.figures().forEach((name, figure) -> figures.add(name + " " + text(name, figure)));
    System.out.printf("round %,6d  %s%n", round, String.join(", ", figures));
  }

  private static String text(String name, long figure) {
    return name.endsWith("blocks") || name.endsWith("files")
        ? "%,d".formatted(figure)
        : "%,.1f MB".formatted(figure / MEGABYTE);
  }

  private void printGrowth() {
    Integer warm = measured.ceilingKey(warmUp);
    if (warm == null || warm.equals(measured.lastKey())) {
      System.out.println("Too few rounds to tell growth");
      return;
    }
    System.out.printf(
        "%-22s %14s %14s %9s%n", "", "round " + warm, "round " + measured.lastKey(), "growth");
    Map<String, Long> before = measured.get(warm).figures();
    measured
        .lastEntry()
        .getValue()
        .figures()
        .forEach((name, after) -> print(name, before.get(name), after));
  }

  private static void print(String name, long before, long after) {
    double growth = before == after ? 0 : 100.0 * (after - before) / before;
    System.out.printf(
        "%-22s %14s %14s %8.1f%%%n", name, text(name, before), text(name, after), growth);
  }
}
