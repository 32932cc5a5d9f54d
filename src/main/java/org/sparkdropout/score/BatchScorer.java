package org.sparkdropout.score;

import java.util.Arrays;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.FeatureMajorForward;

/**
 * Computes the logits of rows, a tile of rows at a time.
 *
 * <p>A tile always has the same number of rows ({@link TileSize}), the last one being filled up
 * with zeros, so that the bits of a row depend neither on how many rows there are nor on its place
 * among them.
 *
 * <p>Needs scratch for one tile, whatever the number of rows. Not thread-safe: one per task.
 */
public final class BatchScorer {
  /** Rows that are turned at once: what they leave in the tile fills lines of the cache. */
  private static final int STRIP = 16;

  private final InferenceNetwork network;
  private final FeatureMajorForward tile;
  private final int inputs;
  private final int classes;
  private final float[] strip;

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
    this(network, blas, TileSize.of(network.topology(), blas));
  }

  BatchScorer(InferenceNetwork network, Blas blas, int tileRows) {
    this.network = network;
    this.tile = new FeatureMajorForward(network.topology(), tileRows, blas);
    this.inputs = network.topology().inputs();
    this.classes = network.topology().classes();
    this.strip = new float[STRIP * inputs];
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
      int count = Math.min(tile.rows(), rows - from);
      for (int first = 0; first < tile.rows(); first += STRIP) {
        turn(source, from + first, Math.min(count - first, STRIP), first);
      }
      copyScores(logits, from, count, network.logits(tile));
    }
    return logits;
  }

  /** Copies a strip of rows, those past the last one as zeros, into columns of the tile. */
  private void turn(Rows source, int from, int count, int column) {
    for (int row = 0; row < count; row++) {
      source.copyFeatures(from + row, strip, row * inputs);
    }
    int width = Math.min(STRIP, tile.rows());
    Arrays.fill(strip, Math.max(0, count) * inputs, width * inputs, 0f);
    float[] columns = tile.inputs();
    for (int input = 0; input < inputs; input++) {
      int place = input * tile.rows() + column;
      for (int row = 0; row < width; row++) {
        columns[place + row] = strip[row * inputs + input];
      }
    }
  }

  private void copyScores(double[][] logits, int from, int count, float[] scores) {
    for (int row = 0; row < count; row++) {
      for (int c = 0; c < classes; c++) {
        logits[from + row][c] = scores[c * tile.rows() + row];
      }
    }
  }
}
