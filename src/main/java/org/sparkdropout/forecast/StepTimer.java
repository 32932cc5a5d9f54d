package org.sparkdropout.forecast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparkdropout.data.Example;
import org.sparkdropout.data.Shard;
import org.sparkdropout.fit.PlannedRun;
import org.sparkdropout.fit.PlannedRuns;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.train.Engine;
import org.sparkdropout.train.Round;
import org.sparkdropout.train.TrainState;

/**
 * Measures the steps of a replica on the cores that the session has, with all of them at work:
 * cores that share a memory slow each other down. Trains for a second or two, and throws the result
 * away. Not thread-safe.
 */
public final class StepTimer {
  private static final int STEPS = 5;
  private static final int MOST_EXAMPLES = 2_000;
  private static final long MOST_BYTES = 16 << 20;
  private static final double WARM_UP_SECONDS = 1;
  private static final double SECONDS = 0.7;

  private final JavaSparkContext context;
  private final List<Example> examples;
  private final Map<Kind, StepSeconds> measured = new HashMap<>();

  /** Steps that take equally long: of one batch, and of networks thinned to one size, or not. */
  private record Kind(int batchSize, long replicaBytes) {
    static Kind of(PlannedRun run) {
      return new Kind(run.plan().batchSize(), run.size().replica());
    }
  }

  /**
   * A timer.
   *
   * @param context of the session
   * @param examples to train on, at least one
   */
  StepTimer(JavaSparkContext context, List<Example> examples) {
    this.context = context;
    this.examples = List.copyOf(examples);
  }

  /**
   * A timer of a table's rows.
   *
   * @param runs of the table
   * @return the timer
   * @throws IllegalArgumentException if the network cannot fit in the session's memory
   */
  public static StepTimer of(PlannedRuns runs) {
    SparkContext cluster = runs.examples().context();
    runs.checkMemory(cluster);
    return new StepTimer(
        JavaSparkContext.fromSparkContext(cluster),
        Described.job(
            cluster, "take rows to time steps", () -> runs.examples().take(taken(runs.width()))));
  }

  /** Fewer of wide rows, which go to every core with a task. */
  private static int taken(int width) {
    return (int) Math.max(1, Math.min(MOST_EXAMPLES, MOST_BYTES / ((long) Float.BYTES * width)));
  }

  /**
   * Measures, unless steps that take equally long have been measured.
   *
   * @param run whose network, batch and masks are taken
   * @return seconds of one replica, medians over rounds and cores
   */
  public StepSeconds seconds(PlannedRun run) {
    return measured.computeIfAbsent(Kind.of(run), unknown -> measure(run));
  }

  private StepSeconds measure(PlannedRun run) {
    Engine engine = run.engine();
    int batchSize = run.plan().batchSize();
    List<Example> sample = examples;
    List<Integer> cores = IntStream.range(0, context.defaultParallelism()).boxed().toList();
    Broadcast<TrainState> start = context.broadcast(engine.initialState());
    try {
      List<double[]> ofCores =
          Described.job(
              context.sc(),
              "time steps of batch %,d".formatted(batchSize),
              "time steps",
              () ->
                  context
                      .parallelize(cores, cores.size())
                      .map(core -> onCore(engine, start.value(), shard(sample, batchSize), core))
                      .collect());
      return new StepSeconds(
          median(ofCores.stream().map(seconds -> seconds[0]).toList()),
          median(ofCores.stream().map(seconds -> seconds[1]).toList()));
    } finally {
      start.destroy();
    }
  }

  /** As many examples as the steps take, some of them again and again if there are fewer. */
  private static Shard shard(List<Example> examples, int batchSize) {
    return Shard.ofExamples(
        IntStream.range(0, STEPS * batchSize)
            .mapToObj(row -> examples.get(row % examples.size()))
            .toList());
  }

  /** Start and step of {@link StepSeconds}, which Kryo could not read. */
  private static double[] onCore(Engine engine, TrainState start, Shard shard, int replica) {
    IntToDoubleFunction round = steps -> seconds(engine, start, shard, replica, steps);
    repeated(round, WARM_UP_SECONDS);
    StepSeconds measured = repeated(round, SECONDS);
    return new double[] {measured.start(), measured.step()};
  }

  /** Short and long rounds in turn, so that what slows the machine down slows both. */
  private static StepSeconds repeated(IntToDoubleFunction round, double seconds) {
    List<Double> shortRounds = new ArrayList<>();
    List<Double> longRounds = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      shortRounds.add(round.applyAsDouble(1));
      longRounds.add(round.applyAsDouble(STEPS));
    } while (System.nanoTime() < end);
    return StepSeconds.of(median(shortRounds), STEPS, median(longRounds));
  }

  private static double seconds(
      Engine engine, TrainState start, Shard shard, int replica, int steps) {
    long began = System.nanoTime();
    engine.train(start, shard, replica, new Round(0, 0, steps, STEPS));
    return (System.nanoTime() - began) * 1e-9;
  }

  private static double median(List<Double> figures) {
    return StatUtils.percentile(figures.stream().mapToDouble(Double::doubleValue).toArray(), 50);
  }
}
