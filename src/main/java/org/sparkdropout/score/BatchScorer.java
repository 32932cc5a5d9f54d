package org.sparkdropout.score;

import java.util.Arrays;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Workspace;

/**
 * Computes the logits of rows, a tile of {@value #TILE} rows at a time.
 *
 * <p>The last bit of a row of a matrix product can depend on the number of rows of the product and
 * on the row's place among them, as kernels treat blocks and remainders with different
 * instructions. A tile always has the same number of rows, the last one being filled up with zeros,
 * and is so short that all its rows take one path through every kernel of OpenBLAS 0.3.28 for
 * x86_64, Prescott to Cooper Lake. With 16 rows or more that no longer holds for Haswell and Zen.
 *
 * <p>Needs scratch for one tile, whatever the number of rows. Not thread-safe: one per task.
 */
public final class BatchScorer {
  /** The rows of every matrix product. */
  public static final int TILE = 8;

  private final InferenceNetwork network;
  private final Forward forward;
  private final Workspace workspace;
  private final int inputs;
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
    Topology topology = network.topology();
    this.network = network;
    this.forward = new Forward(blas);
    this.workspace = new Workspace(topology, TILE);
    this.inputs = topology.inputs();
    this.classes = topology.classes();
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
    for (int from = 0; from < rows; from += TILE) {
      int count = Math.min(TILE, rows - from);
      for (int row = 0; row < count; row++) {
        source.copyFeatures(from + row, workspace.inputs(), row * inputs);
      }
      Arrays.fill(workspace.inputs(), count * inputs, TILE * inputs, 0f);
      network.logits(workspace, forward, TILE);
      copyScores(logits, from, count);
    }
    return logits;
  }

  private void copyScores(double[][] logits, int from, int count) {
    float[] scores = workspace.scores();
    for (int row = 0; row < count; row++) {
      for (int c = 0; c < classes; c++) {
        logits[from + row][c] = scores[row * classes + c];
      }
    }
  }
}
