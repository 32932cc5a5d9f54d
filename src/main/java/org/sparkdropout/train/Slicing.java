package org.sparkdropout.train;

import java.io.Serializable;
import org.sparkdropout.network.Topology;

/**
 * Cuts the flat parameters of a network into slices of about equal size. A slice holds whole rows
 * of weight matrices, each the weights that leave one unit, and whole biases of a layer.
 */
public final class Slicing implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where each slice starts, and the end of the last one. */
  private final int[] bounds;

  /**
   * Cuts.
   *
   * @param topology the network
   * @param slices how many, at least 1; of a small network some may be empty
   */
  Slicing(Topology topology, int slices) {
    this.bounds = new int[slices + 1];
    int slice = 1;
    for (int layer = 0; layer < topology.layers(); layer++) {
      for (int row = 1; row <= topology.inputs(layer) + 1; row++) {
        int end = topology.weightOffset(layer) + row * topology.outputs(layer);
        while (slice <= slices && end >= (long) topology.parameters() * slice / slices) {
          bounds[slice++] = end;
        }
      }
    }
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
