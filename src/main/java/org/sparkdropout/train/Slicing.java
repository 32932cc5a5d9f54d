package org.sparkdropout.train;

import java.io.Serializable;
import org.sparkdropout.network.Block;
import org.sparkdropout.network.Layout;

/**
 * Cuts the flat parameters of a network into slices of about equal size. A slice holds whole rows
 * of weight matrices, each the weights that leave one unit, and whole biases of a layer.
 */
public final class Slicing implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Bytes that whoever averages a slice has in memory of all replicas' states together, roughly.
   */
  private static final long AVERAGED_BYTES = 16L << 20;

  /**
   * Up to so many parts Spark writes a shuffle straight to files, by default; of more it holds what
   * it has not sorted yet.
   */
  private static final int MOST = 200;

  /** Where each slice starts, and the end of the last one. */
  private final int[] bounds;

  /**
   * Cuts.
   *
   * @param layout of the network
   * @param slices how many, at least 1; of a small network some may be empty
   */
  Slicing(Layout layout, int slices) {
    this.bounds = new int[slices + 1];
    int slice = 1;
    for (Block block : layout.blocks()) {
      for (int row = 1; row <= block.rows(); row++) {
        while (slice <= slices && block.row(row) >= (long) layout.parameters() * slice / slices) {
          bounds[slice++] = block.row(row);
        }
      }
    }
  }

  /**
   * How many slices to cut: one for each replica, so that averaging keeps all executors busy, or so
   * many that a slice of every replica's state fits into little memory; at most {@value #MOST}.
   *
   * @param replicas copies of the network
   * @param stateBytes of one copy: its weights and what its optimiser keeps
   * @return at least 1
   */
  static int count(int replicas, long stateBytes) {
    long bytes = stateBytes * replicas;
    return (int) Math.min(MOST, Math.max(replicas, (bytes + AVERAGED_BYTES - 1) / AVERAGED_BYTES));
  }

  int count() {
    return bounds.length - 1;
  }

  int from(int slice) {
    return bounds[slice];
  }

  int to(int slice) {
    return bounds[slice + 1];
  }

  int parameters() {
    return bounds[count()];
  }
}
