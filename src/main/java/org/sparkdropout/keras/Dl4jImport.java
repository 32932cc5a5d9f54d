package org.sparkdropout.keras;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.KerasSequentialModel;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.sparkdropout.dl4j.ScaledRows;

/**
 * A Keras model as a network of DL4J, made by DL4J's import but for some things.
 *
 * <p>Dropout layers are made here: of Keras 2, that import reads no rate of Dropout, takes Gaussian
 * noise for its opposite, and drops rows of images where channels come last. The end becomes an
 * output layer with a loss, so that the network can be trained. Activations are set here: that
 * import lacks some, and their slopes. And images come as flat rows, as all features do, in the
 * order of Keras.
 */
final class Dl4jImport {
  private Dl4jImport() {}

  /**
   * Makes the network.
   *
   * @param scale what is done to features first
   */
  static MultiLayerNetwork network(
      Sequential model, InputScale scale, Map<String, Map<String, INDArray>> weights) {
    try {
      KerasSequentialModel keras =
          new KerasModel()
              .modelBuilder()
              .modelJson(Dl4jConfig.of(model))
              .enforceTrainingConfig(false)
              .buildSequential();
      for (LayerConfig layer : model.layers()) {
        complete(keras.getLayers().get(layer.name()), layer, weights);
      }
      toOutput(keras, model);
      MultiLayerConfiguration configuration = keras.getMultiLayerConfiguration();
      acceptRows(configuration, model, scale);
      MultiLayerNetwork network = new MultiLayerNetwork(configuration);
      network.init();
      KerasModelUtils.copyWeightsToModel(network, keras.getLayers());
      return network;
    } catch (IOException
        | InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      throw new KerasFormatException(
          "DL4J must be able to import every layer. It cannot: " + e.getMessage(), e);
    }
  }

  private static void complete(
      KerasLayer imported, LayerConfig layer, Map<String, Map<String, INDArray>> weights)
      throws InvalidKerasConfigurationException {
    if (layer.isDropout()) {
      imported.setLayer(new DropoutLayer.Builder(dropout(layer)).name(layer.name()).build());
    } else {
      removeDropout(imported);
      setActivation(imported, layer);
    }
    if (imported.getNumParams() > 0) {
      imported.setWeights(
          completed(layer, new HashMap<>(weights.getOrDefault(layer.name(), Map.of()))));
    }
  }

  private static void setActivation(KerasLayer imported, LayerConfig layer) {
    if (imported.isLayer() && imported.getLayer() instanceof ActivationLayer activation) {
      activation.setActivationFn(Activations.of(layer));
    } else if (imported.isLayer() && imported.getLayer() instanceof BaseLayer base) {
      base.setActivationFn(Activations.of(layer));
    }
  }

  /** Without center or scale, a batch normalisation adds 0 or multiplies with 1. */
  private static Map<String, INDArray> completed(LayerConfig layer, Map<String, INDArray> weights) {
    if (layer.is("BatchNormalization")) {
      long[] shape = weights.get("moving_mean").shape();
      weights.computeIfAbsent("gamma", name -> Nd4j.ones(DataType.FLOAT, shape));
      weights.computeIfAbsent("beta", name -> Nd4j.zeros(DataType.FLOAT, shape));
    }
    return weights;
  }

  /** The import gives each layer dropout of nothing, which breaks training on channels_last. */
  private static void removeDropout(KerasLayer imported) {
    if (imported.isLayer()) {
      imported.getLayer().setIDropout(null);
    }
  }

  private static IDropout dropout(LayerConfig layer) {
    double retain = 1 - layer.rate();
    return switch (layer.type()) {
      case "GaussianDropout" -> new GaussianDropout(layer.rate());
      case "AlphaDropout" -> new AlphaDropout(retain);
      case "SpatialDropout2D" -> new ChannelsLastDropout(retain);
      default -> new Dropout(retain);
    };
  }

  private static void toOutput(KerasSequentialModel keras, Sequential model) {
    LayerConfig last = model.layers().get(model.layers().size() - 1);
    keras
        .getLayers()
        .get(last.name())
        .setLayer(
            output(model.output())
                .name(last.name())
                .nOut(last.config().path("units").asInt())
                .hasBias(last.hasBias())
                .build());
  }

  private static OutputLayer.Builder output(OutputForm.Kind kind) {
    return switch (kind) {
      case SOFTMAX, SIGMOID ->
          new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX);
      case SQUARED -> new OutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY);
      case ABSOLUTE ->
          new OutputLayer.Builder(LossFunction.MEAN_ABSOLUTE_ERROR).activation(Activation.IDENTITY);
    };
  }

  private static void acceptRows(
      MultiLayerConfiguration configuration, Sequential model, InputScale scale) {
    long[] shape = model.shape().stream().mapToLong(Integer::longValue).toArray();
    if (!scale.isNone()) {
      int channels = (int) shape[shape.length - 1];
      configuration
          .getInputPreProcessors()
          .put(
              0,
              new ScaledRows(
                  compact(scale.mean(), channels),
                  compact(scale.factor(), channels),
                  compact(scale.offset(), channels),
                  shape));
    } else if (shape.length > 1) {
      configuration
          .getInputPreProcessors()
          .put(
              0,
              new ReshapePreprocessor(
                  new long[] {model.features()}, shape, false, CNN2DFormat.NHWC));
    }
  }

  /** Numbers that repeat once, or once a channel, take less room in the configuration. */
  private static float[] compact(double[] values, int channels) {
    int period = values.length;
    for (int tried : new int[] {channels, 1}) {
      if (IntStream.range(0, values.length).allMatch(i -> values[i] == values[i % tried])) {
        period = tried;
      }
    }
    float[] compact = new float[period];
    IntStream.range(0, period).forEach(i -> compact[i] = (float) values[i]);
    return compact;
  }
}
