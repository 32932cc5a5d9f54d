package org.sparkdropout.dl4j;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.head.Head;

/**
 * The configuration of a DL4J network that can be trained and scored here: layer after layer, with
 * an output layer for classes or for numbers.
 *
 * <p>Held as text, since DL4J's own object changes while it is used. Immutable and thread-safe.
 */
public final class Dl4jConfiguration implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String json;
  private final int outputs;
  private final OutputKind kind;

  private Dl4jConfiguration(MultiLayerConfiguration configuration) {
    this.json = configuration.toJson();
    OutputLayer output = (OutputLayer) Layers.last(configuration);
    this.outputs = Math.toIntExact(output.getNOut());
    this.kind = OutputKind.of(output).orElseThrow();
  }

  /**
   * Reads a configuration.
   *
   * @param text JSON or YAML, as {@code MultiLayerConfiguration} writes them
   * @param where it is from, for messages
   * @return the configuration
   * @throws UnsupportedNetworkException if it is none, or of a network that cannot be trained here
   */
  public static Dl4jConfiguration parse(String text, String where) {
    MultiLayerConfiguration parsed = Dl4jText.parse(text, where);
    new NetworkCheck(parsed, where).check();
    atRest(parsed);
    return new Dl4jConfiguration(parsed);
  }

  /**
   * Takes out what a run sets itself: counters, and seeds, which DL4J takes from the clock where
   * none was given. The same network then has the same text.
   */
  private static void atRest(MultiLayerConfiguration configuration) {
    configuration.setIterationCount(0);
    configuration.setEpochCount(0);
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      layer.setSeed(0);
      layer.setIterationCount(0);
      layer.setEpochCount(0);
    }
  }

  /**
   * The configuration as DL4J writes it.
   *
   * @return JSON
   */
  public String json() {
    return json;
  }

  /**
   * The number of classes, or of predicted numbers.
   *
   * @return nOut of the last layer
   */
  public int outputs() {
    return outputs;
  }

  /**
   * What labels the network learns.
   *
   * @return classes or numbers, by its output layer
   */
  public TargetKind target() {
    return kind.target();
  }

  OutputKind kind() {
    return kind;
  }

  /**
   * What counts losses and errors of the network.
   *
   * @param profile of the rows to train on
   * @return by the activation and the loss of the output layer
   */
  public Head head(DataProfile profile) {
    return kind.head((OutputLayer) Layers.last(parsed()), profile);
  }

  /**
   * The number of weights and biases that the network asks for, without making it.
   *
   * @return in all layers
   * @throws UnsupportedNetworkException if they are 2^31 or more, or DL4J cannot count them
   */
  public int parameters() {
    double sum = 0; // which, unlike a whole number, cannot wrap around
    for (NeuralNetConfiguration one : parsed().getConfs()) {
      sum += parameters(one);
    }
    if (sum > Integer.MAX_VALUE) {
      throw new UnsupportedNetworkException(
          "network must have fewer than 2^31 weights. Provided: %.0f. Lower nOut of its layers"
              .formatted(sum));
    }
    return (int) sum;
  }

  private static double parameters(NeuralNetConfiguration layer) {
    try {
      long count = layer.getLayer().initializer().numParams(layer);
      return count < 0 ? Double.POSITIVE_INFINITY : count;
    } catch (RuntimeException wrong) {
      throw new UnsupportedNetworkException(
          "network must be one that DL4J can make. It cannot count the weights of %s: %s. Check its widths (nIn, nOut)"
              .formatted(Layers.name(layer.getLayer()), wrong.getMessage()),
          wrong);
    }
  }

  /**
   * The same network with nothing dropped.
   *
   * @return another configuration
   */
  public Dl4jConfiguration withoutDropout() {
    MultiLayerConfiguration plain = parsed();
    replaceDropout(plain, given -> null);
    for (NeuralNetConfiguration one : plain.getConfs()) {
      if (one.getLayer() instanceof DropoutLayer dropping) {
        one.setLayer(passingOn(dropping));
      }
    }
    return new Dl4jConfiguration(plain);
  }

  /**
   * A dropout layer without dropout hands DL4J the array of its inputs, which fails in training.
   */
  private static Layer passingOn(DropoutLayer layer) {
    return new ActivationLayer.Builder()
        .name(layer.getLayerName())
        .activation(Activation.IDENTITY)
        .build();
  }

  /**
   * The same network whose layers take steps with Nesterov's momentum.
   *
   * @param learningRate of all layers, above 0
   * @param momentum in [0, 1)
   * @return another configuration
   */
  public Dl4jConfiguration withMomentum(double learningRate, double momentum) {
    MultiLayerConfiguration updated = parsed();
    for (Layer layer : Layers.of(updated)) {
      if (layer instanceof BaseLayer trained) {
        trained.setIUpdater(new Nesterovs(learningRate, momentum));
        trained.setBiasUpdater(null);
      }
    }
    return new Dl4jConfiguration(updated);
  }

  /**
   * What drops in the network, from the input on.
   *
   * @return its text; {@code []} if nothing drops
   */
  public String dropoutText() {
    return Noise.text(noises());
  }

  List<Noise> noises() {
    return Layers.of(parsed()).stream()
        .map(Layer::getIDropout)
        .filter(Objects::nonNull)
        .map(given -> Noise.of(given).orElseThrow())
        .toList();
  }

  /** A configuration for DL4J whose dropouts draw from our streams, and whose loss is counted. */
  MultiLayerConfiguration keyed(MaskStep step, long seed, Head head) {
    MultiLayerConfiguration keyed = seeded(seed);
    int[] number = {0};
    replaceDropout(
        keyed, given -> new KeyedDropout(Noise.of(given).orElseThrow(), number[0]++, step));
    OutputLayer output = (OutputLayer) Layers.last(keyed);
    output.setLossFn(new CountedLoss(output.getLossFn(), head));
    return keyed;
  }

  /** A configuration for DL4J whose initial weights follow from a seed. */
  MultiLayerConfiguration seeded(long seed) {
    MultiLayerConfiguration seeded = parsed();
    seeded.getConfs().forEach(layer -> layer.setSeed(seed));
    return seeded;
  }

  /** A new object of DL4J. */
  MultiLayerConfiguration parsed() {
    return MultiLayerConfiguration.fromJson(json);
  }

  private static void replaceDropout(
      MultiLayerConfiguration configuration, Function<IDropout, IDropout> with) {
    for (Layer layer : Layers.of(configuration)) {
      if (layer.getIDropout() != null) {
        layer.setIDropout(with.apply(layer.getIDropout()));
      }
    }
  }

  @Override
  public String toString() {
    return Layers.text(parsed());
  }
}
