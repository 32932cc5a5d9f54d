package org.sparkdropout.score;

import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;

/**
 * Computes the logits of rows, a tile of rows at a time.
 *
 * <p>A tile always has the same number of rows ({@link Tile}), the last one being filled up with
 * zeros, so that the bits of a row depend neither on how many rows there are nor on its place among
 * them.
 *
 * <p>Needs scratch for one tile, whatever the number of rows. Not thread-safe: one per task.
 */
public final class BatchScorer implements AutoCloseable {
  private final Tile tile;
  private final int classes;

  /** Where the rows to score come from. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Copies the features of a row.
     *
     * @param row in [0, rows)
     * @param target receives the network's number of inputs from {@code offset} on
     * @param offset where in target the row starts
     */
    void copyFeatures(int row, float[] target, int offset);
  }

  /**
   * A scorer with scratch of its own.
   *
   * @param network what scores
   * @param blas computes the matrix products
   */
  public BatchScorer(InferenceNetwork network, Blas blas) {
    this(network, Tile.of(network, blas));
  }

  BatchScorer(InferenceNetwork network, Tile tile) {
    this.tile = tile;
    this.classes = network.topology().classes();
  }

  /**
   * The rows of every matrix product; batches of a multiple of it waste nothing.
   *
   * @return at least 1
   */
  public int tileRows() {
    return tile.rows();
  }

  /**
   * Scores rows.
   *
   * @param rows how many, at least 0
   * @param source gives their features
   * @return new logits (rows, classes)
   */
  public double[][] logits(int rows, Rows source) {
    double[][] logits = new double[rows][classes];
    for (int from = 0; from < rows; from += tile.rows()) {
      tile.score(logits, from, Math.min(tile.rows(), rows - from), source);
    }
    return logits;
  }

  /** Frees scratch that is not on Java's heap; the object is of no use then. */
  @Override
  public void close() {
    tile.close();
  }
}
