package org.sparkdropout.network;

/**
 * Keeps the incoming weights of every hidden unit within a ball: Srivastava et al. 2014, section
 * 5.1. The output layer and biases are left alone.
 *
 * <p>Owns scratch of one float a unit; not thread-safe.
 */
final class MaxNorm {
  private final double bound;
  private final float[] squares;

  MaxNorm(Topology topology, double bound) {
    this.bound = bound;
    int widest = 0;
    for (int units : topology.hidden()) {
      widest = Math.max(widest, units);
    }
    this.squares = new float[widest];
  }

  void apply(Weights weights) {
    if (bound == 0) {
      return;
    }
    Topology topology = weights.topology();
    for (int layer = 0; layer < topology.layers() - 1; layer++) {
      int units = topology.outputs(layer);
      sumSquares(weights.values(), topology.weightOffset(layer), topology.inputs(layer), units);
      if (toFactors(units)) {
        scale(weights.values(), topology.weightOffset(layer), topology.inputs(layer), units);
      }
    }
  }

  private void sumSquares(float[] values, int offset, int inputs, int units) {
    java.util.Arrays.fill(squares, 0, units, 0f);
    for (int input = 0; input < inputs; input++) {
      int row = offset + input * units;
      for (int unit = 0; unit < units; unit++) {
        squares[unit] += values[row + unit] * values[row + unit];
      }
    }
  }

  /** Turns squared lengths into factors; true if any is below one. */
  private boolean toFactors(int units) {
    boolean any = false;
    for (int unit = 0; unit < units; unit++) {
      double length = Math.sqrt(squares[unit]);
      boolean outside = length > bound;
      squares[unit] = outside ? (float) (bound / length) : 1f;
      any |= outside;
    }
    return any;
  }

  private void scale(float[] values, int offset, int inputs, int units) {
    for (int input = 0; input < inputs; input++) {
      int row = offset + input * units;
      for (int unit = 0; unit < units; unit++) {
        values[row + unit] *= squares[unit];
      }
    }
  }
}
