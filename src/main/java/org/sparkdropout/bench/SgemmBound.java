package org.sparkdropout.bench;

import java.util.Arrays;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.network.Topology;

/**
 * What a step cannot be faster than on one core: the sum of the best times of just its matrix
 * products, with the same shapes and the same BLAS.
 */
final class SgemmBound implements Contender {
  private static final int REPEATS = 20;

  private final String name;
  private final Topology topology;
  private final int batchSize;
  private final Blas blas = Blas.instance();
  private final float[] weights;
  private final float[] gradient;
  private final float[] below;
  private final float[] above;

  SgemmBound(Workload workload, Dropout.Sharing sharing) {
    Topology whole = OurPlan.topology(workload);
    boolean thinned = sharing != Dropout.Sharing.EXAMPLE;
    this.name = "bound of sgemm, 1 core, " + (thinned ? "thinned" : "dense");
    this.topology =
        thinned ? ThinnedNetwork.of(whole, OurPlan.dropout(workload, sharing)).topology() : whole;
    this.batchSize = workload.batchSize();
    this.weights = filled(topology.parameters());
    this.gradient = filled(topology.parameters());
    int widest = Math.max(topology.inputs(), topology.classes());
    for (int units : topology.hidden()) {
      widest = Math.max(widest, units);
    }
    this.below = filled(batchSize * widest);
    this.above = filled(batchSize * widest);
  }

  /** Small enough for sums to stay finite, and never denormal. */
  private static float[] filled(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 1e-3f);
    return values;
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
      seconds += best(() -> gradient(current));
      if (layer > 0) {
        seconds += best(() -> deltas(current));
      }
    }
    return batchSize / seconds;
  }

  private static double best(Runnable product) {
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
