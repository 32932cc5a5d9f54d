package org.sparkdropout.dl4j;

import java.util.Optional;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.random.Streams;

/** What a DL4J network must fulfil to be trained on shards with masks of our streams. */
final class NetworkCheck {
  private final MultiLayerConfiguration network;
  private final String where;

  /**
   * A check of one network.
   *
   * @param network to look at
   * @param where it is from, for messages
   */
  NetworkCheck(MultiLayerConfiguration network, String where) {
    this.network = network;
    this.where = where;
  }

  /**
   * Checks all rules.
   *
   * @throws UnsupportedNetworkException for the first that is broken
   */
  void check() {
    checkOutput();
    Layers.of(network).forEach(this::checkLayer);
    require(
        Layers.of(network).size() <= Streams.MAX_LAYERS,
        "network must have at most %d layers".formatted(Streams.MAX_LAYERS),
        String.valueOf(Layers.of(network).size()),
        "Use fewer");
    require(
        network.getDataType() == DataType.FLOAT,
        "network must compute in FLOAT",
        String.valueOf(network.getDataType()),
        "Set its dataType to FLOAT");
    require(
        network.getBackpropType() == BackpropType.Standard,
        "network must take one step a batch: backpropType Standard",
        String.valueOf(network.getBackpropType()),
        "Set backpropType to Standard");
    for (NeuralNetConfiguration layer : network.getConfs()) {
      require(
          layer.getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT,
          "network must be trained by STOCHASTIC_GRADIENT_DESCENT, which Adam and all other updaters are steps of",
          String.valueOf(layer.getOptimizationAlgo()),
          "Set its optimizationAlgo");
    }
  }

  private void checkOutput() {
    Layer last = Layers.last(network);
    String rule =
        "network must end in an OutputLayer: for classes softmax, with the loss MCXENT or NEGATIVELOGLIKELIHOOD; for numbers identity, with the loss MSE, L2, MEAN_ABSOLUTE_ERROR or L1";
    require(last.getClass() == OutputLayer.class, rule, Layers.name(last), "Change its last layer");
    OutputLayer output = (OutputLayer) last;
    String given =
        "%s with %s and %s"
            .formatted(
                Layers.name(last),
                output.getActivationFn(),
                output.getLossFn() == null ? "no loss" : output.getLossFn().name());
    Optional<OutputKind> kind = OutputKind.of(output);
    require(
        kind.isPresent(),
        rule,
        given,
        "Change its last layer; labels of several classes are not supported");
    if (kind.get() == OutputKind.CLASSES) {
      require(output.getNOut() >= 2, "network must have at least 2 classes", given, "Set its nOut");
    } else {
      require(
          output.hasBias(),
          "network for numbers must have an output layer with a bias",
          given + ", without a bias",
          "Set hasBias of its last layer to true");
    }
  }

  private void checkLayer(Layer layer) {
    if (layer.getIDropout() != null) {
      require(
          Noise.of(layer.getIDropout()).isPresent(),
          "network must drop with %s of a fixed probability in [0, 1)".formatted(Noise.SUPPORTED),
          "%s in %s".formatted(layer.getIDropout(), Layers.name(layer)),
          "Use one of these, without a schedule");
    }
    if (layer instanceof BaseLayer base) {
      require(
          base.getWeightNoise() == null,
          "network must not have weight noise, whose masks would not repeat",
          "%s in %s".formatted(base.getWeightNoise(), Layers.name(layer)),
          "Use %s".formatted(Noise.SUPPORTED));
    }
    require(
        !(layer instanceof VariationalAutoencoder),
        "network must have layers that are trained with labels",
        Layers.name(layer),
        "Leave it out");
  }

  private void require(boolean holds, String rule, String given, String remedy) {
    if (!holds) {
      throw new UnsupportedNetworkException(
          "%s. Provided: %s (%s). %s".formatted(rule, given, where, remedy));
    }
  }
}
