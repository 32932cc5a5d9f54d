package org.sparkdropout.network;

import java.util.Arrays;

/**
 * Keeps the incoming weights of every hidden unit within a ball: Srivastava et al. 2014, section
 * 5.1. The output layer and biases are left alone.
 *
 * <p>In a thinned network a unit is as long as all its weights are: those that are not there count,
 * and all are scaled alike. What would have come to those that are not there is remembered for the
 * steps that follow, but not written to them; they are scaled when they are there.
 *
 * <p>Owns scratch of two floats a unit; not thread-safe.
 */
final class MaxNorm {
  private final double bound;
  private final float[] squares;
  private final float[] rowCopy;

  MaxNorm(Topology topology, double bound) {
    this.bound = bound;
    int widest = 0;
    for (int units : topology.hidden()) {
      widest = Math.max(widest, units);
    }
    this.squares = new float[widest];
    this.rowCopy = new float[widest];
  }

  /**
   * Scales the incoming weights of the units whose length is above the bound.
   *
   * @param weights in and out
   * @param layer the layer of these weights
   * @param absent in and out: the squared length of the weights into each unit that are not in this
   *     network, as if they had been scaled with the others; zero where it is whole
   */
  void apply(Weights weights, int layer, float[] absent) {
    begin(weights.topology(), layer);
    add(weights, layer, 0, weights.topology().inputs(layer));
    end(weights, layer, absent);
  }

  /** Whether a layer is bounded. */
  private boolean bounds(Topology topology, int layer) {
    return bound > 0 && layer < topology.layers() - 1;
  }

  /** Begins a layer whose rows come by {@link #add}, while they are in the cache. */
  void begin(Topology topology, int layer) {
    if (bounds(topology, layer)) {
      Arrays.fill(squares, 0, topology.outputs(layer), 0f);
    }
  }

  /**
   * Sums down the columns. Each row is copied first, here and where it is scaled: with one index
   * for both arrays the loop is compiled to vector instructions, with two different offsets it is
   * not.
   *
   * @param weights of the layer that was begun
   * @param layer its number
   * @param from the first of its rows to add
   * @param to the row after the last
   */
  void add(Weights weights, int layer, int from, int to) {
    Topology topology = weights.topology();
    if (!bounds(topology, layer)) {
      return;
    }
    int units = topology.outputs(layer);
    for (int input = from; input < to; input++) {
      int row = topology.weightOffset(layer) + input * units;
      System.arraycopy(weights.values(), row, rowCopy, 0, units);
      for (int unit = 0; unit < units; unit++) {
        squares[unit] += rowCopy[unit] * rowCopy[unit];
      }
    }
  }

  /** Scales the layer all whose rows were added; see {@link #apply}. */
  void end(Weights weights, int layer, float[] absent) {
    Topology topology = weights.topology();
    if (bounds(topology, layer) && toFactors(absent, topology.outputs(layer))) {
      scale(
          weights.values(),
          topology.weightOffset(layer),
          topology.inputs(layer),
          topology.outputs(layer));
    }
  }

  /** Turns squared lengths into factors; true if any is below one. */
  private boolean toFactors(float[] absent, int units) {
    boolean any = false;
    for (int unit = 0; unit < units; unit++) {
      double square = (double) squares[unit] + absent[unit];
      boolean outside = square > bound * bound;
      squares[unit] = outside ? (float) (bound / Math.sqrt(square)) : 1f;
      absent[unit] *= squares[unit] * squares[unit];
      any |= outside;
    }
    return any;
  }

  private void scale(float[] values, int offset, int inputs, int units) {
    for (int input = 0; input < inputs; input++) {
      int row = offset + input * units;
      System.arraycopy(values, row, rowCopy, 0, units);
      for (int unit = 0; unit < units; unit++) {
        rowCopy[unit] *= squares[unit];
      }
      System.arraycopy(rowCopy, 0, values, row, units);
    }
  }
}
