package org.sparkdropout.network;

import org.sparkdropout.blas.Blas;

/**
 * The forward pass of a network in training, from inputs to logits.
 *
 * <p>Stateless but for the BLAS it calls; the workspace is the caller's.
 */
public final class Forward {
  private final Blas blas;

  /**
   * A forward pass through the given BLAS.
   *
   * @param blas computes the matrix products
   */
  public Forward(Blas blas) {
    this.blas = blas;
  }

  /**
   * Computes the logits of a batch.
   *
   * @param workspace in: inputs (rows, inputs); out: {@link Workspace#scores()} (rows, classes),
   *     and what {@link Backward} needs. The inputs are thinned in place
   * @param weights the network
   * @param thinning the multipliers of this step
   * @param rows the examples in the batch, at most the workspace's capacity
   */
  public void run(Workspace workspace, Weights weights, Thinning thinning, int rows) {
    Topology topology = weights.topology();
    if (thinning.thins(0)) {
      workspace.input().thin(thinning, rows);
    }
    for (int layer = 0; layer < topology.layers(); layer++) {
      int units = topology.outputs(layer);
      float[] sums = workspace.outputs(layer + 1);
      broadcastBiases(sums, weights.values(), topology.biasOffset(layer), rows, units);
      addProduct(workspace, weights, layer, sums, rows);
      if (layer < topology.layers() - 1) {
        activate(workspace, topology, thinning, layer + 1, rows);
      }
    }
  }

  private void addProduct(Workspace workspace, Weights weights, int layer, float[] sums, int rows) {
    Topology topology = weights.topology();
    Block kernel = topology.layout().kernel(layer);
    if (layer == 0) {
      workspace.input().addProduct(blas, sums, weights.values(), kernel, rows);
      return;
    }
    blas.multiply(
        sums,
        0,
        workspace.outputs(layer),
        0,
        weights.values(),
        kernel.offset(),
        rows,
        kernel.columns(),
        kernel.rows(),
        1f,
        1f);
  }

  private static void broadcastBiases(
      float[] sums, float[] values, int biasOffset, int rows, int units) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, biasOffset, sums, row * units, units);
    }
  }

  private static void activate(
      Workspace workspace, Topology topology, Thinning thinning, int level, int rows) {
    int units = topology.outputs(level - 1);
    float[] slopes = workspace.slopes(level);
    if (thinning.thins(level)) {
      thinning.multipliers(slopes, level, rows, units);
    } else {
      workspace.unthinned(level, rows);
    }
    topology.activation().apply(workspace.outputs(level), slopes, 0, rows * units);
  }
}
