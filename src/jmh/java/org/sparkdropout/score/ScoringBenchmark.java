package org.sparkdropout.score;

import java.util.Random;
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
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

/**
 * Time of scoring 1,024 rows with 784-widthx3-10, and of scoring one.
 *
 * <p>{@code mvn -Pjmh test-compile exec:exec -Djmh=ScoringBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoringBenchmark {
  private static final int INPUTS = 784;
  private static final int ROWS = 1024;

  @Param({"64", "256", "1024"})
  int width = 64;

  private float[] features = {};
  private BatchScorer scorer = scorer(new Topology(1, new int[0], 2, Activation.RELU));

  /** Draws a network and rows. */
  @Setup
  public void draw() {
    scorer = scorer(new Topology(INPUTS, new int[] {width, width, width}, 10, Activation.RELU));
    features = uniform(ROWS * INPUTS);
  }

  private static BatchScorer scorer(Topology topology) {
    InferenceNetwork network = InferenceNetwork.restore(topology, uniform(topology.parameters()));
    return new BatchScorer(network, Blas.instance());
  }

  private static float[] uniform(int length) {
    Random random = new Random(1);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /** All rows at once. */
  @Benchmark
  public double[][] batch() {
    return scorer.logits(ROWS, this::copy);
  }

  /** One row, which costs a whole tile. */
  @Benchmark
  public double[][] oneRow() {
    return scorer.logits(1, this::copy);
  }

  private void copy(int row, float[] target, int offset) {
    System.arraycopy(features, row * INPUTS, target, offset, INPUTS);
  }
}
