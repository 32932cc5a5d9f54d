package org.sparkdropout.optimizer;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.Masks;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.head.Tally;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.random.Streams;

/**
 * Time of a training step of 784-widthx3-10, batch 128, input dropout 0.2, hidden 0.5, one mask an
 * example, and of its parts without matrix products: masks, and the update with max-norm.
 *
 * <p>{@code mvn -Pjmh test-compile exec:exec -Djmh=StepBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
  private static final int BATCH = 128;
  private static final StepTime START = new StepTime(0, 0, 1);

  @Param({"64", "256", "1024"})
  int width = 64;

  @Param({"FLOAT32", "BFLOAT16"})
  Precision precision = Precision.FLOAT32;

  private Topology topology = new Topology(1, new int[0], 2, Activation.RELU);
  private Weights weights = Weights.zero(topology);
  private float[][] velocity = {};
  private float[] scratch = {};
  private Masks masks = new Masks(Dropout.none(topology), new Streams(1), 0);
  private TrainingStep sgd =
      new TrainingStep(topology, new SoftmaxCrossEntropy(2), optimization(), 1, Blas.java());
  private MaxNorm maxNorm = new MaxNorm(topology.layout(), 0);
  private int step;

  /** Draws a network. */
  @Setup
  public void draw() {
    topology = new Topology(784, new int[] {width, width, width}, 10, Activation.RELU);
    weights = new Initialization(Initialization.Kind.HE, 0).draw(topology, new Streams(1));
    velocity = new float[1][weights.values().length];
    scratch = new float[BATCH * Math.max(784, width)];
    Dropout dropout = Dropout.of(Dropout.Kind.CLASSIC, 0.2, new double[] {0.5}, topology);
    masks = new Masks(dropout, new Streams(1), 0);
    sgd =
        new TrainingStep(
            topology, new SoftmaxCrossEntropy(10), optimization(), BATCH, Blas.of(precision));
    maxNorm = new MaxNorm(topology.layout(), 3);
    Arrays.fill(sgd.workspace().exampleWeights(), 1f);
  }

  private static Optimization optimization() {
    return new Optimization(
        new LearningRate(LearningRate.Schedule.CONSTANT, 1e-3, 0, 1, 0),
        new Sgd(Sgd.Kind.CLASSICAL, 0, 0.9, 0),
        3,
        0,
        0,
        0);
  }

  /** A whole step. */
  @Benchmark
  public Tally step() {
    Arrays.fill(sgd.workspace().inputs(), 0.5f);
    Tally tally = new Tally();
    sgd.step(weights, velocity, tally, masks.at(0, step++), BATCH, START);
    return tally;
  }

  /** The masks of a step. */
  @Benchmark
  public float[] masks() {
    masks.at(0, step++);
    masks.multipliers(scratch, 0, BATCH, 784);
    for (int layer = 1; layer <= 3; layer++) {
      masks.multipliers(scratch, layer, BATCH, width);
    }
    return scratch;
  }

  /** The bound on incoming weights. */
  @Benchmark
  public Weights maxNorm() {
    for (int layer = 0; layer < 3; layer++) {
      maxNorm.apply(weights.values(), topology.layout().kernel(layer), sgd.absentSquares()[layer]);
    }
    return weights;
  }
}
