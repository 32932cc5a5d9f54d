package org.sparkdropout.network;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.sparkdropout.random.Streams;

/**
 * The shape of a dense network: immutable, and the map from layers to places in the flat array of
 * weights.
 *
 * <p>Layer {@code l} in [0, layers()) holds a weight matrix (inputs(l), outputs(l)), row-major,
 * followed by outputs(l) biases. Layers follow one another without gaps. A network without hidden
 * layers is linear.
 */
public final class Topology implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] widths;
  private final Activation activation;
  private final Layout layout;

  /**
   * Describes a network.
   *
   * @param inputs the number of features, at least 1
   * @param hidden the units of each hidden layer, each at least 1; empty for a linear network
   * @param outputs the number of scores, at least 1
   * @param activation of all hidden layers
   * @throws IllegalArgumentException if a size is out of range or the network has 2^31 parameters
   *     or more
   */
  public Topology(int inputs, int[] hidden, int outputs, Activation activation) {
    this.widths =
        IntStream.concat(
                IntStream.concat(IntStream.of(inputs), Arrays.stream(hidden)),
                IntStream.of(outputs))
            .toArray();
    this.activation = activation;
    check();
    this.layout = layout(widths);
  }

  private static Layout layout(int[] widths) {
    try {
      return Layout.ofDense(widths);
    } catch (IllegalArgumentException tooMany) {
      throw new IllegalArgumentException(
          "%s. Provided layers: %s. Lower hiddenLayers or the number of features"
              .formatted(tooMany.getMessage(), Arrays.toString(widths)),
          tooMany);
    }
  }

  private void check() {
    for (int width : widths) {
      if (width < 1) {
        throw new IllegalArgumentException(
            "Every layer must have at least 1 unit. Provided layers: " + Arrays.toString(widths));
      }
    }
    if (layers() > Streams.MAX_LAYERS) {
      throw new IllegalArgumentException(
          "A network must have at most "
              + (Streams.MAX_LAYERS - 1)
              + " hidden layers. Provided: "
              + (layers() - 1));
    }
  }

  /**
   * The number of features.
   *
   * @return at least 1
   */
  public int inputs() {
    return widths[0];
  }

  /**
   * The number of scores.
   *
   * @return at least 1
   */
  public int outputs() {
    return widths[layers()];
  }

  /**
   * The units of each hidden layer.
   *
   * @return a new array, first hidden layer first
   */
  public int[] hidden() {
    return Arrays.copyOfRange(widths, 1, layers());
  }

  /**
   * The number of weight layers: hidden layers + 1.
   *
   * @return at least 1
   */
  public int layers() {
    return widths.length - 1;
  }

  /**
   * The rows of a layer's weight matrix.
   *
   * @param layer in [0, layers())
   * @return the units below
   */
  public int inputs(int layer) {
    return widths[layer];
  }

  /**
   * The columns of a layer's weight matrix.
   *
   * @param layer in [0, layers())
   * @return the units of this layer
   */
  public int outputs(int layer) {
    return widths[layer + 1];
  }

  /**
   * Where a layer's weight matrix starts.
   *
   * @param layer in [0, layers())
   * @return an index into the flat array
   */
  public int weightOffset(int layer) {
    return layout.kernel(layer).offset();
  }

  /**
   * Where a layer's biases start; they end where the next layer starts.
   *
   * @param layer in [0, layers())
   * @return an index into the flat array
   */
  public int biasOffset(int layer) {
    return layout.bias(layer).offset();
  }

  /**
   * The number of weights and biases of all layers.
   *
   * @return the length of the flat array
   */
  public int parameters() {
    return layout.parameters();
  }

  /**
   * Where each parameter lies.
   *
   * @return the blocks of the flat array
   */
  public Layout layout() {
    return layout;
  }

  /**
   * What hidden units compute.
   *
   * @return the activation of all hidden layers
   */
  public Activation activation() {
    return activation;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Topology that
        && Arrays.equals(widths, that.widths)
        && activation == that.activation;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(widths) + activation.hashCode();
  }

  /** Widths joined by dashes and the activation, such as {@code 784-800-800-10 relu}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(widths[0]);
    for (int layer = 0; layer < layers(); layer++) {
      text.append('-').append(outputs(layer));
    }
    return text.append(' ').append(activation.name().toLowerCase(java.util.Locale.ROOT)).toString();
  }
}
