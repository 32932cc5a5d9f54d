package org.sparkdropout.network;

import org.sparkdropout.blas.Blas;

/**
 * The backward pass of a network in training: the twin of {@link Forward}.
 *
 * <p>Gradients are accumulated into the caller's flat array as {@code alpha x gradient + beta x
 * target}, so that the momentum update can ride in sgemm: with alpha = -learningRate and beta =
 * momentum the target is the velocity itself, and no gradient is ever stored.
 */
public final class Backward {
  private final Blas blas;

  /**
   * A backward pass through the given BLAS.
   *
   * @param blas computes the matrix products
   */
  public Backward(Blas blas) {
    this.blas = blas;
  }

  /**
   * Accumulates the gradient of a batch's mean loss.
   *
   * @param target receives alpha x gradient + beta x target, laid out like the weights
   * @param workspace as {@link Forward} and then a head left it for this batch
   * @param weights the network of that forward pass
   * @param rows the examples in the batch
   * @param alpha the factor of the gradient
   * @param beta the factor of what the target held; 0 overwrites it
   */
  public void run(
      float[] target, Workspace workspace, Weights weights, int rows, float alpha, float beta) {
    for (int layer = weights.topology().layers() - 1; layer >= 0; layer--) {
      run(target, workspace, weights, layer, rows, alpha, beta);
    }
  }

  /**
   * Accumulates the gradient of one layer, whose weights are not needed for the layers below any
   * more. Layers come from the last to the first.
   *
   * @param target receives alpha x gradient + beta x target in the layer's range
   * @param workspace as {@link Forward}, a head and the layer above left it
   * @param weights the network of that forward pass; of layers above, anything
   * @param layer from 0
   * @param rows the examples in the batch
   * @param alpha the factor of the gradient
   * @param beta the factor of what the target held; 0 overwrites it
   */
  public void run(
      float[] target,
      Workspace workspace,
      Weights weights,
      int layer,
      int rows,
      float alpha,
      float beta) {
    if (layer > 0) {
      deltasBelow(workspace, weights, layer, rows);
    }
    accumulateWeights(target, workspace, weights.topology(), layer, rows, alpha, beta);
    accumulateBiases(target, workspace, weights.topology(), layer, rows, alpha, beta);
  }

  private void deltasBelow(Workspace workspace, Weights weights, int layer, int rows) {
    Topology topology = weights.topology();
    int inputs = topology.inputs(layer);
    float[] below = workspace.deltas(layer);
    blas.multiplyTransposedB(
        below,
        0,
        workspace.deltas(layer + 1),
        0,
        weights.values(),
        topology.weightOffset(layer),
        rows,
        inputs,
        topology.outputs(layer),
        1f,
        0f);
    float[] slopes = workspace.slopes(layer);
    for (int i = 0; i < rows * inputs; i++) {
      below[i] *= slopes[i];
    }
  }

  private void accumulateWeights(
      float[] target,
      Workspace workspace,
      Topology topology,
      int layer,
      int rows,
      float alpha,
      float beta) {
    Block kernel = topology.layout().kernel(layer);
    float[] deltas = workspace.deltas(layer + 1);
    if (layer == 0) {
      workspace.input().accumulate(blas, target, deltas, kernel, rows, alpha, beta);
      return;
    }
    blas.multiplyTransposedA(
        target,
        kernel.offset(),
        workspace.outputs(layer),
        0,
        deltas,
        0,
        kernel.rows(),
        kernel.columns(),
        rows,
        alpha,
        beta);
  }

  /**
   * Adds up the rows of deltas. Sums and rows are copied first: with one index for both arrays the
   * loop is compiled to vector instructions, with two different offsets it is not.
   */
  private static void accumulateBiases(
      float[] target,
      Workspace workspace,
      Topology topology,
      int layer,
      int rows,
      float alpha,
      float beta) {
    int offset = topology.biasOffset(layer);
    int units = topology.outputs(layer);
    float[] sums = workspace.unitSums();
    float[] row = workspace.unitRow();
    for (int unit = 0; unit < units; unit++) {
      sums[unit] = beta == 0f ? 0f : beta * target[offset + unit];
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(workspace.deltas(layer + 1), i * units, row, 0, units);
      add(sums, row, units, alpha);
    }
    System.arraycopy(sums, 0, target, offset, units);
  }

  private static void add(float[] sums, float[] row, int units, float alpha) {
    for (int unit = 0; unit < units; unit++) {
      sums[unit] += alpha * row[unit];
    }
  }
}
