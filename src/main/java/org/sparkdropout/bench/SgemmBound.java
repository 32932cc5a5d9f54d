package org.sparkdropout.bench;

import java.util.Arrays;
import java.util.List;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.network.Topology;

/**
 * What a training step, or scoring, cannot be faster than on one core: the sum of the best times of
 * just its matrix products, with the same shapes and the same BLAS.
 */
final class SgemmBound implements Contender {
  private static final int REPEATS = 20;

  private final String name;
  private final Topology topology;
  private final int batchSize;
  private final boolean trains;
  private final Blas blas = Blas.instance();
  private final float[] weights;
  private final float[] gradient;
  private final float[] below;
  private final float[] above;

  private SgemmBound(String name, Topology topology, int batchSize, boolean trains) {
    this.name = name;
    this.topology = topology;
    this.batchSize = batchSize;
    this.trains = trains;
    this.weights = new float[topology.parameters()];
    this.gradient = new float[topology.parameters()];
    int widest = Math.max(topology.inputs(), topology.outputs());
    for (int units : topology.hidden()) {
      widest = Math.max(widest, units);
    }
    this.below = new float[batchSize * widest];
    this.above = new float[batchSize * widest];
  }

  /** The bound of training steps, on thinned networks where masks are shared. */
  static SgemmBound ofTraining(Workload workload, Dropout.Sharing sharing) {
    Topology whole = OurPlan.topology(workload);
    boolean thinned = sharing != Dropout.Sharing.EXAMPLE;
    return new SgemmBound(
        "bound of sgemm, 1 core, " + (thinned ? "thinned" : "dense"),
        thinned ? ThinnedNetwork.of(whole, OurPlan.dropout(workload, sharing)).topology() : whole,
        workload.batchSize(),
        true);
  }

  /** The bound of scoring, so many rows at a time. */
  static SgemmBound ofScoring(Workload workload, int rows) {
    return new SgemmBound(
        "bound of sgemm, forward, 1 core", OurPlan.topology(workload), rows, false);
  }

  /**
   * Products write over what others read, so before each kind of product all is filled anew: small
   * enough for sums to stay finite, and large enough for none to get near the denormal numbers.
   */
  private void fill() {
    for (float[] values : List.of(weights, gradient, below, above)) {
      Arrays.fill(values, 1e-3f);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double samplesPerSecond() {
    double seconds = 0;
    for (int layer = 0; layer < topology.layers(); layer++) {
      int current = layer;
      seconds += best(() -> forward(current));
      if (trains) {
        seconds += best(() -> gradient(current));
        seconds += layer > 0 ? best(() -> deltas(current)) : 0;
      }
    }
    return batchSize / seconds;
  }

  private double best(Runnable product) {
    fill();
    long best = Long.MAX_VALUE;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      long began = System.nanoTime();
      product.run();
      best = Math.min(best, System.nanoTime() - began);
    }
    return best * 1e-9;
  }

  private void forward(int layer) {
    int offset = topology.weightOffset(layer);
    int inputs = topology.inputs(layer);
    int outputs = topology.outputs(layer);
    blas.multiply(above, 0, below, 0, weights, offset, batchSize, outputs, inputs, 1f, 0f);
  }

  private void gradient(int layer) {
    int offset = topology.weightOffset(layer);
    int inputs = topology.inputs(layer);
    int outputs = topology.outputs(layer);
    blas.multiplyTransposedA(
        gradient, offset, below, 0, above, 0, inputs, outputs, batchSize, 1e-3f, 0.5f);
  }

  private void deltas(int layer) {
    int offset = topology.weightOffset(layer);
    int inputs = topology.inputs(layer);
    int outputs = topology.outputs(layer);
    blas.multiplyTransposedB(
        below, 0, above, 0, weights, offset, batchSize, inputs, outputs, 1f, 0f);
  }
}
