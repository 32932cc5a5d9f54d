package org.sparkdropout.optimizer;

import java.util.Arrays;
import org.sparkdropout.network.Block;
import org.sparkdropout.network.Layout;

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

  MaxNorm(Layout layout, double bound) {
    this.bound = bound;
    int widest =
        layout.blocks().stream().filter(Block::isBounded).mapToInt(Block::columns).max().orElse(0);
    this.squares = new float[widest];
    this.rowCopy = new float[widest];
  }

  /**
   * Scales the incoming weights of the units whose length is above the bound.
   *
   * @param values in and out: all parameters
   * @param block the weights
   * @param absent in and out: the squared length of the weights into each unit that are not in this
   *     network, as if they had been scaled with the others; zero where it is whole
   */
  void apply(float[] values, Block block, float[] absent) {
    begin(block);
    add(values, block, 0, block.rows());
    end(values, block, absent);
  }

  private boolean bounds(Block block) {
    return bound > 0 && block.isBounded();
  }

  /** Begins a block whose rows come by {@link #add}, while they are in the cache. */
  void begin(Block block) {
    if (bounds(block)) {
      Arrays.fill(squares, 0, block.columns(), 0f);
    }
  }

  /**
   * Sums down the columns. Each row is copied first, here and where it is scaled: with one index
   * for both arrays the loop is compiled to vector instructions, with two different offsets it is
   * not.
   *
   * @param values all parameters
   * @param block that was begun
   * @param from the first of its rows to add
   * @param to the row after the last
   */
  void add(float[] values, Block block, int from, int to) {
    if (!bounds(block)) {
      return;
    }
    for (int row = from; row < to; row++) {
      System.arraycopy(values, block.row(row), rowCopy, 0, block.columns());
      addSquares(block.columns());
    }
  }

  private void addSquares(int units) {
    for (int unit = 0; unit < units; unit++) {
      squares[unit] += rowCopy[unit] * rowCopy[unit];
    }
  }

  /**
   * Scales the block all whose rows were added; see {@link #apply}.
   *
   * @return whether a unit was outside
   */
  boolean end(float[] values, Block block, float[] absent) {
    boolean outside = bounds(block) && toFactors(absent, block.columns());
    if (outside) {
      scale(values, block);
    }
    return outside;
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

  /**
   * Scales a block by the factors of the last one that ended outside.
   *
   * @param values in and out: laid out like all parameters
   * @param block the one that ended
   */
  void scale(float[] values, Block block) {
    int units = block.columns();
    for (int row = 0; row < block.rows(); row++) {
      System.arraycopy(values, block.row(row), rowCopy, 0, units);
      for (int unit = 0; unit < units; unit++) {
        rowCopy[unit] *= squares[unit];
      }
      System.arraycopy(rowCopy, 0, values, block.row(row), units);
    }
  }
}
