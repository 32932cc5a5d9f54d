package org.sparkdropout.network;

import java.io.Serializable;

/**
 * A named matrix within the flat array of parameters, row-major.
 *
 * <p>A kernel has one row for each unit below its layer and one column for each unit of it; a bias
 * is one row. Immutable and thread-safe. A plain class and no record, so that Kryo can write it.
 */
public final class Block implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a block is to its layer. */
  public enum Part {
    /** What the units below are multiplied by. */
    KERNEL,
    /** What is added to each unit. */
    BIAS
  }

  private final int layer;
  private final Part part;
  private final int offset;
  private final int rows;
  private final int columns;
  private final boolean hidden;

  /**
   * A block.
   *
   * @param layer the weight layer it belongs to, from 0
   * @param part what it is to its layer
   * @param offset where it starts in the flat array
   * @param rows at least 1
   * @param columns at least 1
   * @param hidden whether its columns are hidden units rather than outputs of the network
   */
  Block(int layer, Part part, int offset, int rows, int columns, boolean hidden) {
    this.layer = layer;
    this.part = part;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
    this.hidden = hidden;
  }

  /**
   * The weight layer it belongs to.
   *
   * @return from 0
   */
  public int layer() {
    return layer;
  }

  /**
   * What it is to its layer.
   *
   * @return its part
   */
  public Part part() {
    return part;
  }

  /**
   * Where it starts.
   *
   * @return an index into the flat array
   */
  public int offset() {
    return offset;
  }

  /**
   * The number of rows.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * The number of columns.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * Whether its columns are hidden units.
   *
   * @return false for outputs of the network
   */
  public boolean hidden() {
    return hidden;
  }

  /**
   * Where the block ends.
   *
   * @return the index after its last parameter
   */
  public int end() {
    return offset + rows * columns;
  }

  /**
   * Where a row of the block starts.
   *
   * @param row in [0, rows]
   * @return an index into the flat array
   */
  public int row(int row) {
    return offset + row * columns;
  }

  /**
   * Whether L2 and weight decay pull its parameters towards 0.
   *
   * @return true for kernels
   */
  public boolean decays() {
    return part == Part.KERNEL;
  }

  /**
   * Whether max-norm bounds the length of its columns.
   *
   * @return true for kernels into hidden units
   */
  public boolean isBounded() {
    return part == Part.KERNEL && hidden;
  }

  /**
   * Whether its rows are the units of the level below, and so are thinned and scaled with them.
   *
   * @return true for kernels; a bias has one row, which is always there
   */
  public boolean hasRowPerUnit() {
    return part == Part.KERNEL;
  }
}
