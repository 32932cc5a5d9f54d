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
public final class BatchScorer implements Scorer {
  private final Tile tile;
  private final int classes;

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
    this.classes = network.topology().outputs();
  }

  @Override
  public int tileRows() {
    return tile.rows();
  }

  @Override
  public double[][] logits(int rows, Rows source) {
    double[][] logits = new double[rows][classes];
    for (int from = 0; from < rows; from += tile.rows()) {
      tile.score(logits, from, Math.min(tile.rows(), rows - from), source);
    }
    return logits;
  }

  @Override
  public void close() {
    tile.close();
  }
}
