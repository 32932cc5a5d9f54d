package org.sparkdropout.dropout;

import java.io.Serializable;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.blas.DenseLayer;
import org.sparkdropout.blas.PackedLayers;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.FeatureMajorForward;
import org.sparkdropout.network.Forward;
import org.sparkdropout.network.Thinning;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.network.Workspace;

/**
 * An exported network: its weights are scaled for inference, and nothing drops in it. It knows what
 * dropped while it was trained.
 *
 * <p>Made by {@link WeightScaling} alone, or read back from what such a network wrote. It is
 * another type than {@link Weights}, and gives none out, so it can be neither trained nor scaled
 * twice. Immutable and thread-safe.
 */
public final class InferenceNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Topology topology;
  private final float[] parameters;

  /** Null if it is not known. */
  private final Dropout dropout;

  InferenceNetwork(Topology topology, float[] parameters, Dropout dropout) {
    this.topology = new Weights(topology, parameters).topology();
    this.parameters = parameters;
    this.dropout = dropout;
  }

  /**
   * Reads back an exported network. What dropped in it is not known: {@link #trainedWith} adds it.
   *
   * @param topology the shape
   * @param parameters what {@link #parameters()} of an exported network gave; already scaled, and
   *     not scaled again
   * @return the network
   * @throws IllegalArgumentException if the parameters do not fit the topology
   */
  public static InferenceNetwork restore(Topology topology, float[] parameters) {
    return new InferenceNetwork(topology, parameters.clone(), null);
  }

  /**
   * The same network, which knows what dropped in it. Its weights stay as they are.
   *
   * @param trained what {@link #dropout()} of the exported network gave
   * @return another network
   * @throws IllegalArgumentException if it is dropout of another number of layers
   */
  public InferenceNetwork trainedWith(Dropout trained) {
    if (trained.layers() != topology.layers()) {
      throw new IllegalArgumentException(
          "dropout must have a rate for each of the %d layers that may drop. Provided: %s"
              .formatted(topology.layers(), trained));
    }
    return new InferenceNetwork(topology, parameters, trained);
  }

  /**
   * What dropped in training: the kind, what shared a mask, and the rate of each layer as trained,
   * after rounding to whole units.
   *
   * @return empty if the network was read from a file that does not say it
   */
  public Optional<Dropout> dropout() {
    return Optional.ofNullable(dropout);
  }

  /**
   * The shape.
   *
   * @return the topology
   */
  public Topology topology() {
    return topology;
  }

  /**
   * All scaled weights and biases, laid out by the topology.
   *
   * @return a copy
   */
  public float[] parameters() {
    return parameters.clone();
  }

  /**
   * Computes logits.
   *
   * @param workspace in: inputs (rows, inputs); out: logits in {@link Workspace#scores()} (rows,
   *     classes), and what hidden units answer in {@link Workspace#outputs}
   * @param forward the forward pass to use
   * @param rows the examples, at most the workspace's capacity
   */
  public void logits(Workspace workspace, Forward forward, int rows) {
    forward.run(workspace, new Weights(topology, parameters), Thinning.NONE, rows);
  }

  /**
   * Computes the logits of a tile of rows.
   *
   * @param tile holds the features (inputs, rows)
   * @return logits (classes, rows), overwritten by the tile's next run
   */
  public float[] logits(FeatureMajorForward tile) {
    return tile.run(new Weights(topology, parameters));
  }

  /**
   * Packs the weights for products of many rows.
   *
   * @param blas packs them
   * @param rows of every product
   * @return layers from features to logits; nothing where the BLAS packs none, or hidden units are
   *     not rectified
   */
  public Optional<PackedLayers> packed(Blas blas, int rows) {
    if (topology.activation() != Activation.RELU) {
      return Optional.empty();
    }
    return blas.pack(
        rows, parameters, IntStream.range(0, topology.layers()).mapToObj(this::layer).toList());
  }

  private DenseLayer layer(int layer) {
    return new DenseLayer(
        topology.weightOffset(layer),
        topology.biasOffset(layer),
        topology.inputs(layer),
        topology.outputs(layer),
        layer < topology.layers() - 1);
  }
}
