package org.sparkdropout.network;

import java.util.Arrays;
import org.sparkdropout.blas.Blas;

/**
 * The forward pass of a network without thinning over a tile of rows that lie side by side:
 * matrices are (units, rows), row-major, so that a vector instruction works on one feature of many
 * rows.
 *
 * <p>Every row then takes the same path through a kernel as long as the tile is a whole number of
 * its vectors, which makes the bits of a row independent of its place. Owns scratch for one tile;
 * not thread-safe.
 */
public final class FeatureMajorForward {
  private final Topology topology;
  private final int rows;
  private final Blas blas;
  private final float[][] levels;

  /**
   * Allocates scratch.
   *
   * @param topology the shape of the network
   * @param rows the rows of a tile, at least 1
   * @param blas computes the matrix products
   */
  public FeatureMajorForward(Topology topology, int rows, Blas blas) {
    this.topology = topology;
    this.rows = rows;
    this.blas = blas;
    this.levels = new float[topology.layers() + 1][];
    levels[0] = new float[Math.multiplyExact(topology.inputs(), rows)];
    for (int layer = 0; layer < topology.layers(); layer++) {
      levels[layer + 1] = new float[Math.multiplyExact(topology.outputs(layer), rows)];
    }
  }

  /**
   * The rows of a tile.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * The features of the tile, (inputs, rows), which the caller writes.
   *
   * @return the array itself
   */
  public float[] inputs() {
    return levels[0];
  }

  /**
   * Computes logits.
   *
   * @param weights the network
   * @return logits (classes, rows), overwritten by the next run
   */
  public float[] run(Weights weights) {
    for (int layer = 0; layer < topology.layers(); layer++) {
      float[] sums = levels[layer + 1];
      int units = topology.outputs(layer);
      broadcastBiases(sums, weights.values(), topology.biasOffset(layer), units);
      addProducts(
          blas,
          sums,
          weights.values(),
          topology.weightOffset(layer),
          levels[layer],
          units,
          rows,
          topology.inputs(layer));
      if (layer < topology.layers() - 1) {
        topology.activation().apply(sums);
      }
    }
    return levels[topology.layers()];
  }

  /**
   * The product of one layer: adds to the sums of every unit and row.
   *
   * @param blas computes it
   * @param sums in and out, (units, rows)
   * @param weights (inputs, units), from {@code offset} on
   * @param offset where they start
   * @param below (inputs, rows)
   * @param units columns of the weights
   * @param rows of the tile
   * @param inputs rows of the weights
   */
  public static void addProducts(
      Blas blas,
      float[] sums,
      float[] weights,
      int offset,
      float[] below,
      int units,
      int rows,
      int inputs) {
    blas.multiplyTransposedA(sums, 0, weights, offset, below, 0, units, rows, inputs, 1f, 1f);
  }

  private void broadcastBiases(float[] sums, float[] values, int biasOffset, int units) {
    for (int unit = 0; unit < units; unit++) {
      Arrays.fill(sums, unit * rows, (unit + 1) * rows, values[biasOffset + unit]);
    }
  }
}
