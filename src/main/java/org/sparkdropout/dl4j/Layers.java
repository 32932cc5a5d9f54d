package org.sparkdropout.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** The layers of a configuration, with those that others wrap. */
final class Layers {
  private Layers() {}

  /** All layers, each wrapper before what it wraps. */
  static List<Layer> of(MultiLayerConfiguration configuration) {
    List<Layer> layers = new ArrayList<>();
    for (NeuralNetConfiguration one : configuration.getConfs()) {
      add(one.getLayer(), layers);
    }
    return layers;
  }

  private static void add(Layer layer, List<Layer> layers) {
    layers.add(layer);
    if (layer instanceof BaseWrapperLayer wrapper) {
      add(wrapper.getUnderlying(), layers);
    } else if (layer instanceof FrozenLayer frozen) {
      add(frozen.getLayer(), layers);
    } else if (layer instanceof Bidirectional both) {
      add(both.getFwd(), layers);
      add(both.getBwd(), layers);
    }
  }

  /** The last layer. */
  static Layer last(MultiLayerConfiguration configuration) {
    List<NeuralNetConfiguration> all = configuration.getConfs();
    return all.get(all.size() - 1).getLayer();
  }

  /** The learning rate of the first layer that has one; NaN if none has. */
  static double learningRate(MultiLayerConfiguration configuration, int iteration, int epoch) {
    for (Layer layer : of(configuration)) {
      if (layer instanceof BaseLayer trained
          && trained.getIUpdater() != null
          && trained.getIUpdater().hasLearningRate()) {
        return trained.getIUpdater().getLearningRate(iteration, epoch);
      }
    }
    return Double.NaN;
  }

  /** A layer's name for messages. */
  static String name(Layer layer) {
    String type = layer.getClass().getSimpleName();
    return layer.getLayerName() == null ? type : "%s '%s'".formatted(type, layer.getLayerName());
  }

  /**
   * What a network is made of, such as {@code convolution 20, subsampling, dense 500, output 10}.
   */
  static String text(MultiLayerConfiguration configuration) {
    return String.join(
        ", ", configuration.getConfs().stream().map(one -> text(one.getLayer())).toList());
  }

  private static String text(Layer layer) {
    String type = layer.getClass().getSimpleName().replaceFirst("Layer$", "");
    String word = type.toUpperCase(Locale.ROOT).equals(type) ? type : type.toLowerCase(Locale.ROOT);
    return layer instanceof FeedForwardLayer sized ? word + " " + sized.getNOut() : word;
  }
}
