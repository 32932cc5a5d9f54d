package org.sparkdropout.network;

import org.sparkdropout.blas.Blas;

/** Inputs of which every value is stored: (rows, units), row-major. */
final class DenseInput implements Input {
  private final float[] values;
  private final int units;

  /**
   * Room for inputs.
   *
   * @param values the inputs, (capacity, units), row-major
   * @param units the features of an example
   */
  DenseInput(float[] values, int units) {
    this.values = values;
    this.units = units;
  }

  @Override
  public void thin(Thinning thinning, int rows) {
    thinning.thin(values, 0, rows, units);
  }

  @Override
  public void addProduct(Blas blas, float[] sums, float[] weights, Block kernel, int rows) {
    blas.multiply(
        sums, 0, values, 0, weights, kernel.offset(), rows, kernel.columns(), units, 1f, 1f);
  }

  @Override
  public void accumulate(
      Blas blas, float[] target, float[] deltas, Block kernel, int rows, float alpha, float beta) {
    blas.multiplyTransposedA(
        target, kernel.offset(), values, 0, deltas, 0, units, kernel.columns(), rows, alpha, beta);
  }
}
