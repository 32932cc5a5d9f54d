package org.sparkdropout.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Topology;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.AveragingPrecision;
import org.sparkdropout.train.BlasEngine;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.RoundTransfer;
import org.sparkdropout.train.Trainer;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What a round costs beside its steps, for numbers of replicas: time, bytes through the driver's
 * process, and what the busiest executor holds at most.
 *
 * <p>Beside the time of a round stands that of the steps of its slowest replica: with more replicas
 * than cores a round has several of those, one after another.
 *
 * <p>Bytes are those the driver's process reads and writes, so its files count too. Memory is
 * measured in a run of its own, under frequent full collections, at samples, less that of a run of
 * a network with one hidden unit: what is left is what the states take, on their way and in
 * training.
 */
@Command(
    name = "round-costs",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Measures what a round costs beside its steps: time, bytes through the driver and memory"
            + " of executors, in copies of the weights. 'slowest ms' is in steps, of the slowest"
            + " replica. Run it on a cluster.")
final class RoundCosts implements Callable<Integer> {
  /** Slices go to the driver once in so many rounds. */
  private static final int ANCHOR_ROUNDS = 16;

  /**
   * Rounds before which nothing counts: those of a fresh JVM take twice as long. Measured rounds
   * begin with the next anchor of slices.
   */
  private static final int WARM_UP = 6 * ANCHOR_ROUNDS;

  @Spec private CommandSpec spec;

  @Mixin private NetworkOptions network;

  @Option(names = "--replicas", split = ",", description = "copies of the network")
  private List<Integer> replicas = List.of(2, 8, 32);

  @Option(
      names = "--rounds",
      description =
          "measured rounds, after 96 to warm up; a multiple of 16, as slices go to the driver once"
              + " in so many")
  private int rounds = 32;

  @Option(names = "--batch-size", description = "examples in a step of one replica")
  private int batchSize = 32;

  @Option(names = "--averaging-interval", description = "steps in a round")
  private int averagingInterval = 2;

  @Option(
      names = "--averaging-path",
      description = "where replicas are averaged: ${COMPLETION-CANDIDATES}")
  private AveragingPath averagingPath = AveragingPath.AUTO;

  @Option(
      names = "--averaging-precision",
      description = "what replicas send to be averaged: ${COMPLETION-CANDIDATES}")
  private AveragingPrecision averagingPrecision = AveragingPrecision.FLOAT32;

  @Option(names = "--mask-sharing", description = "what shares a mask: ${COMPLETION-CANDIDATES}")
  private Dropout.Sharing maskSharing = Dropout.Sharing.EXAMPLE;

  @Option(
      names = "--gigabits-per-second",
      description =
          "what the link of each machine carries: shows what the model of jobs/plan tells beside"
              + " what is measured")
  private double gigabitsPerSecond = Double.NaN;

  @Option(names = "--skip-memory", description = "measure time and bytes only")
  private boolean skipMemory;

  @Override
  public Integer call() {
    if (rounds < ANCHOR_ROUNDS || rounds % ANCHOR_ROUNDS != 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds must be a multiple of %d, in which slices go to the driver once, and is %d"
              .formatted(ANCHOR_ROUNDS, rounds));
    }
    SparkConf conf = RoundTransfer.settings(new SparkConf());
    try (SparkSession spark =
        SparkSession.builder().config(conf).appName("spark-dropout round costs").getOrCreate()) {
      SparkContext context = spark.sparkContext();
      System.out.printf(
          "%s, %d to each replica a round, %s, mask by %s%n",
          OurPlan.topology(workload(1, network.hidden)),
          averagingInterval * batchSize,
          averagingPath,
          maskSharing);
      ModelledRound.check(gigabitsPerSecond, context, spec.commandLine());
      System.out.println(
          "replicas   round ms  slowest ms   driver MB  copies   executor's live MB  copies"
              + (isModelled() ? "    model ms  of measured" : ""));
      for (int count : replicas) {
        print(count, context);
      }
    }
    return 0;
  }

  private void print(int count, SparkContext context) {
    Workload workload = workload(count, network.hidden);
    double copy = (double) OurPlan.topology(workload).parameters() * Float.BYTES;
    Measured measured = new Measured();
    train(workload, WARM_UP + rounds, context, measured);
    double bytes = ProcessBytes.areCounted() ? measured.bytesOfRound() : Double.NaN;
    double live = skipMemory ? Double.NaN : live(workload, context);
    System.out.printf(
        "%8d %,10.1f  %,10.1f  %,10.1f %7.2f   %,18.1f %7.2f%s%n",
        count,
        1e3 * measured.secondsOfRound(),
        1e3 * measured.stepSeconds / rounds,
        bytes / 1e6,
        bytes / copy,
        live / 1e6,
        live / copy,
        isModelled() ? model(workload, context, measured) : "");
  }

  private boolean isModelled() {
    return !Double.isNaN(gigabitsPerSecond);
  }

  /** What the model tells of the same round, with the steps as measured. */
  private String model(Workload workload, SparkContext context, Measured measured) {
    double seconds =
        new ModelledRound(context, gigabitsPerSecond)
            .seconds(plan(workload, 1), measured.stepSeconds / rounds);
    return " %,10.1f  %10.2f".formatted(1e3 * seconds, seconds / measured.secondsOfRound());
  }

  private Workload workload(int count, List<Integer> hidden) {
    return new Workload(
        count * batchSize * averagingInterval,
        network.inputs,
        hidden,
        network.classes,
        batchSize,
        averagingInterval,
        averagingPath,
        count,
        0.2,
        0.5,
        0);
  }

  private BlasPlan plan(Workload workload, int epochs) {
    Topology topology = OurPlan.topology(workload);
    TrainingPlan run =
        OurPlan.run(workload, topology.toString(), topology.parameters(), epochs)
            .withAveragingPrecision(averagingPrecision);
    return OurPlan.of(workload, maskSharing, Precision.FLOAT32, run);
  }

  /** One round an epoch, so that shards are small. */
  private void train(
      Workload workload, int epochs, SparkContext context, TrainingListener listener) {
    BlasPlan plan = plan(workload, epochs);
    try (Shards shards = OurPlan.deal(workload, JavaSparkContext.fromSparkContext(context))) {
      new Trainer(
              plan.run(),
              new BlasEngine(plan),
              shards,
              Optional.empty(),
              Checkpoints.NONE,
              listener)
          .train();
    }
  }

  /** Bytes at the peak of the busiest executor, beyond those of a network of hardly any weights. */
  private double live(Workload workload, SparkContext context) {
    Workload small = workload(workload.replicas(), List.of(1));
    return peak(workload, context) - peak(small, context);
  }

  private double peak(Workload workload, SparkContext context) {
    if (EachExecutor.run(context, LiveMemory::begin).isEmpty()) {
      LiveMemory.begin();
    }
    train(workload, ANCHOR_ROUNDS + 1, context, TrainingListener.NONE);
    return EachExecutor.run(context, LiveMemory::end).stream()
        .mapToLong(Long::longValue)
        .max()
        .orElseGet(LiveMemory::end);
  }

  /** The rounds after the warm-up. */
  private final class Measured implements TrainingListener {
    private long firstBytes;
    private long lastBytes;
    private long firstNanos;
    private long lastNanos;
    private double stepSeconds;

    @Override
    public void roundFinished(Progress progress) {
      long round = progress.roundsDone();
      if (round == WARM_UP) {
        firstBytes = ProcessBytes.now();
        firstNanos = System.nanoTime();
      } else if (round == WARM_UP + rounds) {
        lastBytes = ProcessBytes.now();
        lastNanos = System.nanoTime();
      }
      if (round > WARM_UP) {
        stepSeconds += progress.stepSeconds();
      }
    }

    double bytesOfRound() {
      return (double) (lastBytes - firstBytes) / rounds;
    }

    double secondsOfRound() {
      return (lastNanos - firstNanos) * 1e-9 / rounds;
    }
  }
}
