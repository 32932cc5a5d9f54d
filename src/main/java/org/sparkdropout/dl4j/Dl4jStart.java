package org.sparkdropout.dl4j;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.train.TrainState;

/**
 * What a run of {@link Dl4jEngine} starts from: a network that has been tried on features of the
 * data's width, with its weights and its updater at rest.
 */
public final class Dl4jStart {
  private final Dl4jConfiguration configuration;
  private final int inputs;
  private final Head head;
  private final TrainState state;

  private Dl4jStart(Dl4jConfiguration configuration, int inputs, Head head, TrainState state) {
    this.configuration = configuration;
    this.inputs = inputs;
    this.head = head;
    this.state = state;
  }

  /**
   * Makes a network.
   *
   * @param configuration of the network
   * @param weights to start from; without them they are drawn as the configuration says
   * @param inputs the number of features
   * @param head of the labels
   * @param seed of drawn weights
   * @param untrainedCategories features whose drawn weights nothing would train: they weigh
   *     nothing, if the first layer is dense
   * @return the start
   * @throws UnsupportedNetworkException if the network does not take such features or labels, or
   *     the weights do not fit it
   */
  public static Dl4jStart of(
      Dl4jConfiguration configuration,
      Optional<float[]> weights,
      int inputs,
      Head head,
      long seed,
      int[] untrainedCategories) {
    NativeThreads.useOne();
    requireOutputs(configuration, head);
    requireSize(configuration, weights);
    MultiLayerNetwork network = network(configuration, seed);
    weights.ifPresent(values -> start(network, values, head));
    tryOut(network, inputs);
    if (weights.isEmpty()) {
      silence(network, untrainedCategories);
    }
    TrainState state = Dl4jReplica.state(network);
    NativeMemory.free(network);
    return new Dl4jStart(configuration, inputs, head, state);
  }

  private static void requireOutputs(Dl4jConfiguration configuration, Head head) {
    if (configuration.outputs() != head.outputs()) {
      throw new UnsupportedNetworkException(
          "network must have as many outputs as the labels have %s, %d. Provided: %d. Set nOut of its last layer"
              .formatted(
                  configuration.target() == TargetKind.CLASS ? "classes" : "numbers",
                  head.outputs(),
                  configuration.outputs()));
    }
  }

  /** A file speaks the label's units, and training the standardised ones. */
  private static void start(MultiLayerNetwork network, float[] weights, Head head) {
    network.setParams(Nd4j.create(weights, new long[] {1, weights.length}, 'c'));
    if (head.answer() instanceof NumberAnswer numbers) {
      LabelUnits.leave(network, numbers);
    }
  }

  private static MultiLayerNetwork network(Dl4jConfiguration configuration, long seed) {
    try {
      MultiLayerNetwork network = new MultiLayerNetwork(configuration.seeded(seed));
      network.init();
      return network;
    } catch (RuntimeException wrong) {
      throw new UnsupportedNetworkException(
          "network must be one that DL4J can make. It cannot: %s. Check the widths (nIn, nOut) of its layers, or set its inputType when writing it"
              .formatted(wrong.getMessage()),
          wrong);
    }
  }

  /** Before memory is taken for the network. */
  private static void requireSize(Dl4jConfiguration configuration, Optional<float[]> weights) {
    int asked = configuration.parameters();
    if (weights.isPresent() && weights.get().length != asked) {
      throw new UnsupportedNetworkException(
          "network must have the weights that its configuration asks for, %d. Provided: %d. Save it again"
              .formatted(asked, weights.get().length));
    }
  }

  private static void silence(MultiLayerNetwork network, int[] inputs) {
    Layer first = network.getLayer(0).conf().getLayer();
    if (first instanceof DenseLayer || first instanceof BaseOutputLayer) {
      INDArray weights = network.getParam("0_W");
      for (int input : inputs) {
        weights.getRow(input).assign(0);
      }
    }
  }

  /**
   * Scores two rows.
   *
   * @throws UnsupportedNetworkException if the network does not take rows of so many features, or
   *     gives another number of rows
   */
  static void tryOut(MultiLayerNetwork network, int inputs) {
    long[] shape;
    try {
      shape = network.output(Nd4j.zeros(2, inputs)).shape();
    } catch (RuntimeException wrong) {
      throw new UnsupportedNetworkException(
          "network must take rows of %d features, the width of the data. DL4J says: %s. Give its first layer nIn = %d, or an inputType of such a width: for images, convolutionalFlat(height, width, channels)"
              .formatted(inputs, wrong.getMessage(), inputs),
          wrong);
    }
    if (shape.length != 2 || shape[0] != 2) {
      throw new UnsupportedNetworkException(
          "network must give one row of outputs for each row of features. It gives the shape %s for 2 rows. End sequences with LastTimeStep or a GlobalPoolingLayer"
              .formatted(Arrays.toString(shape)));
    }
  }

  /**
   * The configuration.
   *
   * @return of the network
   */
  public Dl4jConfiguration configuration() {
    return configuration;
  }

  /**
   * The number of features.
   *
   * @return at least 1
   */
  public int inputs() {
    return inputs;
  }

  /**
   * The number of weights and biases.
   *
   * @return in all layers
   */
  public int parameters() {
    return state.weights().length;
  }

  /**
   * How many numbers the updater keeps.
   *
   * @return at least 0
   */
  public int kept() {
    return Arrays.stream(state.arrays()).mapToInt(array -> array.length).sum();
  }

  Head head() {
    return head;
  }

  TrainState state() {
    return state;
  }
}
