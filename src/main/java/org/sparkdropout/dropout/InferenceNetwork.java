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
 * An exported network: its weights are scaled for inference, and nothing drops in it.
 *
 * <p>Made by {@link WeightScaling} alone, or read back from what such a network wrote. It is
 * another type than {@link Weights}, and gives none out, so it can be neither trained nor scaled
 * twice. Immutable and thread-safe.
 */
public final class InferenceNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Topology topology;
  private final float[] parameters;

  InferenceNetwork(Topology topology, float[] parameters) {
    this.topology = new Weights(topology, parameters).topology();
    this.parameters = parameters;
  }

  /**
   * Reads back an exported network.
   *
   * @param topology the shape
   * @param parameters what {@link #parameters()} of an exported network gave; already scaled, and
   *     not scaled again
   * @return the network
   * @throws IllegalArgumentException if the parameters do not fit the topology
   */
  public static InferenceNetwork restore(Topology topology, float[] parameters) {
    return new InferenceNetwork(topology, parameters.clone());
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
   *     classes)
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
