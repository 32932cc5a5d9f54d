package org.sparkdropout.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The examples of one replica, inside a task: its blocks seen as one list of rows.
 *
 * <p>Holds references to the blocks and copies nothing. Immutable and thread-safe.
 */
public final class Shard {
  private final List<ExampleBlock> blocks;
  private final int rowsPerBlock;
  private final int rows;
  private final int width;

  private Shard(List<ExampleBlock> blocks) {
    this.blocks = blocks;
    this.rowsPerBlock = blocks.isEmpty() ? 1 : blocks.get(0).rows();
    this.width = blocks.isEmpty() ? 0 : blocks.get(0).width();
    this.rows = blocks.stream().mapToInt(ExampleBlock::rows).reduce(0, Math::addExact);
  }

  /**
   * Opens the shard of a partition of {@link Shards#blocks()}.
   *
   * @param blocks in order, none or more; all but the last of equal row count
   * @return the shard, empty if there are no blocks
   * @throws ArithmeticException if there are 2^31 rows or more
   */
  public static Shard of(Iterator<ExampleBlock> blocks) {
    List<ExampleBlock> held = new ArrayList<>();
    blocks.forEachRemaining(held::add);
    return new Shard(held);
  }

  /**
   * A shard of given examples.
   *
   * @param examples of one width, at least one
   * @return the shard, with copies of them
   */
  public static Shard ofExamples(List<Example> examples) {
    Iterator<byte[]> rows = examples.stream().map(PackedRow::of).iterator();
    return of(new BlockIterator(rows, examples.get(0).layout()));
  }

  /**
   * The number of rows.
   *
   * @return at least 0
   */
  public int rows() {
    return rows;
  }

  /**
   * The number of features of a row.
   *
   * @return 0 for an empty shard
   */
  public int width() {
    return width;
  }

  /**
   * Copies the features of a row.
   *
   * @param row in [0, rows)
   * @param target receives width values from {@code offset} on
   * @param offset where in target the row starts
   */
  public void copyFeatures(int row, float[] target, int offset) {
    blocks.get(row / rowsPerBlock).copyFeatures(row % rowsPerBlock, target, offset);
  }

  /**
   * Copies the target of a row.
   *
   * @param row in [0, rows)
   * @param into receives the numbers of the target from {@code offset} on
   * @param offset where in {@code into} the target starts
   */
  public void copyTarget(int row, float[] into, int offset) {
    blocks.get(row / rowsPerBlock).copyTarget(row % rowsPerBlock, into, offset);
  }

  /**
   * The numbers of a target.
   *
   * @return at least 1; 1 without rows
   */
  public int targetWidth() {
    return blocks.isEmpty() ? 1 : blocks.get(0).layout().width();
  }

  /**
   * The weight of a row.
   *
   * @param row in [0, rows)
   * @return finite, at least 0
   */
  public float weight(int row) {
    return blocks.get(row / rowsPerBlock).weight(row % rowsPerBlock);
  }
}
