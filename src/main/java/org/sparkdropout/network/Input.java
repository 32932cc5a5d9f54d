package org.sparkdropout.network;

import org.sparkdropout.blas.Blas;

/**
 * The inputs of a batch in training: how they are thinned, and the two products of them with the
 * first layer. All that a pass knows of how a batch's rows are stored.
 *
 * <p>Not thread-safe: part of a {@link Workspace}.
 */
public interface Input {
  /**
   * Multiplies the inputs by the multipliers of a step, in place.
   *
   * @param thinning thins layer 0
   * @param rows the examples in the batch
   */
  void thin(Thinning thinning, int rows);

  /**
   * Adds what the inputs contribute to the first layer: {@code sums += inputs x kernel}.
   *
   * @param blas computes the product
   * @param sums (rows, kernel.columns()), row-major
   * @param weights all parameters of the network
   * @param kernel of the first layer
   * @param rows the examples in the batch
   */
  void addProduct(Blas blas, float[] sums, float[] weights, Block kernel, int rows);

  /**
   * Accumulates the gradient of the first layer's kernel: {@code target = alpha x inputs^T x deltas
   * + beta x target}.
   *
   * @param blas computes the product
   * @param target laid out like the weights; only the kernel's range is written
   * @param deltas (rows, kernel.columns()), row-major
   * @param kernel of the first layer
   * @param rows the examples in the batch
   * @param alpha the factor of the gradient
   * @param beta the factor of what the target held; 0 overwrites it
   */
  void accumulate(
      Blas blas, float[] target, float[] deltas, Block kernel, int rows, float alpha, float beta);
}
