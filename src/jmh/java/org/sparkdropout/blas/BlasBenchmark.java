package org.sparkdropout.blas;

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

/**
 * Time of the three products of a dense layer with 1,024 inputs and units: forward, gradient of the
 * weights, gradient of the inputs. A product of a batch of 128 is 0.268 GFLOP.
 *
 * <p>{@code mvn -Pjmh test-compile exec:exec -Djmh=BlasBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BlasBenchmark {
  private static final int UNITS = 1024;

  @Param({"native", "java"})
  String implementation = "native";

  @Param({"8", "128", "1024"})
  int batch = 128;

  private Blas blas = Blas.java();
  private float[] examples = {};
  private float[] weights = {};
  private float[] outputs = {};

  /** Fills the matrices. */
  @Setup
  public void fill() {
    blas = Blas.choose(implementation);
    examples = entries(batch * UNITS);
    weights = entries(UNITS * UNITS);
    outputs = entries(batch * UNITS);
  }

  /** outputs = examples * weights. */
  @Benchmark
  public float[] forward() {
    blas.multiply(outputs, 0, examples, 0, weights, 0, batch, UNITS, UNITS, 1f, 0f);
    return outputs;
  }

  /** weights = transpose(examples) * outputs. */
  @Benchmark
  public float[] weightGradient() {
    blas.multiplyTransposedA(weights, 0, examples, 0, outputs, 0, UNITS, UNITS, batch, 1f, 0f);
    return weights;
  }

  /** examples = outputs * transpose(weights). */
  @Benchmark
  public float[] inputGradient() {
    blas.multiplyTransposedB(examples, 0, outputs, 0, weights, 0, batch, UNITS, UNITS, 1f, 0f);
    return examples;
  }

  private static float[] entries(int size) {
    Random random = new Random(size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian() / 32;
    }
    return values;
  }
}
