package org.sparkdropout.score;

import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;

/**
 * Computes the logits of a fixed number of rows at once. The bits of a row depend neither on its
 * place nor on the other rows. Not thread-safe: one per task.
 */
interface Tile extends AutoCloseable {
  /** The rows, at least 1. */
  int rows();

  /**
   * Scores some rows, and zeros in place of those that lack to a whole tile.
   *
   * @param logits receives (classes) for each of the rows
   * @param from the first row, of logits and source
   * @param count how many, at most a tile
   * @param source gives features
   */
  void score(double[][] logits, int from, int count, Scorer.Rows source);

  /** Frees what is not on Java's heap. */
  @Override
  void close();

  /** The fastest at hand. */
  static Tile of(InferenceNetwork network, Blas blas) {
    return PackedNetworks.of(network, blas)
        .<Tile>map(layers -> new PackedTile(network.topology(), layers.newRun(), layers.rows()))
        .orElseGet(
            () -> new FeatureMajorTile(network, blas, TileSize.of(network.topology(), blas)));
  }
}
