package org.sparkdropout.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.data.VectorFloats;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Workspace;

/**
 * The activity of a network's hidden units on some rows, nothing dropped (Srivastava et al. 2014,
 * section 7.2, figure 8).
 *
 * <p>Activations are those of the trained network, of classic dropout too: scaling for inference
 * changes the weights that leave a layer, and so makes up for units that no longer drop below.
 *
 * @param rows how many rows the network took, at most those that were given
 * @param layers from the first hidden layer to the last; none without rows
 */
public record HiddenActivity(int rows, List<LayerActivity> layers) {
  /** Rows of a forward pass. */
  private static final int BATCH = 64;

  /** The most activations that are held at a time: 64 MB of floats. */
  private static final int MOST_VALUES = 1 << 24;

  /**
   * Looks at a network.
   *
   * @param network scaled for inference
   * @param rows features, finite and as many as the network takes. Of very wide networks only the
   *     first rows are taken. A row whose scores overflow is left out
   * @return a summary of each hidden layer
   */
  public static HiddenActivity of(InferenceNetwork network, List<Vector> rows) {
    Topology topology = network.topology();
    int units = 0;
    for (int width : topology.hidden()) {
      units += width;
    }
    int most = Math.max(1, MOST_VALUES / Math.max(1, units));
    return new Pass(network, rows.subList(0, Math.min(rows.size(), most))).run();
  }

  /** The activations of all rows, layer by layer. */
  private static final class Pass {
    private final InferenceNetwork network;
    private final List<Vector> rows;
    private final Topology topology;
    private final Workspace workspace;
    private final float[][] activations;
    private int taken;

    Pass(InferenceNetwork network, List<Vector> rows) {
      this.network = network;
      this.rows = rows;
      this.topology = network.topology();
      this.workspace = new Workspace(topology, BATCH);
      this.activations = new float[topology.layers() - 1][];
      for (int layer = 0; layer < activations.length; layer++) {
        activations[layer] = new float[rows.size() * topology.outputs(layer)];
      }
    }

    HiddenActivity run() {
      Forward forward = new Forward(Blas.instance());
      for (int from = 0; from < rows.size(); from += BATCH) {
        int count = Math.min(BATCH, rows.size() - from);
        for (int row = 0; row < count; row++) {
          VectorFloats.copy(rows.get(from + row), workspace.inputs(), row * topology.inputs());
        }
        network.logits(workspace, forward, count);
        take(count);
      }
      return new HiddenActivity(taken, taken == 0 ? List.of() : layers());
    }

    private void take(int count) {
      for (int row = 0; row < count; row++) {
        if (hasFiniteScores(row)) {
          for (int layer = 0; layer < activations.length; layer++) {
            int units = topology.outputs(layer);
            float[] outputs = workspace.outputs(layer + 1);
            System.arraycopy(outputs, row * units, activations[layer], taken * units, units);
          }
          taken++;
        }
      }
    }

    private boolean hasFiniteScores(int row) {
      int outputs = topology.outputs();
      for (int i = row * outputs; i < (row + 1) * outputs; i++) {
        if (!Float.isFinite(workspace.scores()[i])) {
          return false;
        }
      }
      return true;
    }

    private List<LayerActivity> layers() {
      List<LayerActivity> layers = new ArrayList<>();
      for (int layer = 0; layer < activations.length; layer++) {
        int units = topology.outputs(layer);
        float[] seen = Arrays.copyOf(activations[layer], taken * units);
        layers.add(LayerActivity.of(layer + 1, seen, units, topology.activation()));
      }
      return List.copyOf(layers);
    }
  }
}
