package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The layers and activations that come in and predict as they do in Keras. */
final class SupportedLayers {
  private static final Set<String> FLAT = Set.of("Dense");
  private static final Set<String> IMAGES =
      Set.of(
          "Conv2D",
          "MaxPooling2D",
          "AveragePooling2D",
          "GlobalAveragePooling2D",
          "GlobalMaxPooling2D",
          "ZeroPadding2D",
          "SpatialDropout2D");
  private static final Set<String> ANY =
      Set.of(
          "Activation",
          "AlphaDropout",
          "BatchNormalization",
          "Dropout",
          "ELU",
          "Flatten",
          "GaussianDropout",
          "LeakyReLU",
          "ReLU",
          "Reshape",
          "Softmax");

  /** Left out, or done to features before all layers. */
  private static final Set<String> AT_START_OR_NOWHERE =
      Set.of("ActivityRegularization", "GaussianNoise", "Identity", "Normalization", "Rescaling");

  private SupportedLayers() {}

  /** Checks layers that follow one another, from an input of some dimensions. */
  static void check(List<LayerConfig> layers, int inputDimensions) {
    int dimensions = inputDimensions;
    for (LayerConfig layer : layers) {
      checkType(layer);
      checkSettings(layer);
      checkDimensions(layer, dimensions);
      if (layer.is("Flatten") || layer.type().startsWith("Global")) {
        dimensions = 1;
      }
    }
  }

  private static void checkType(LayerConfig layer) {
    if (layer.is("Rescaling") || layer.is("Normalization")) {
      throw new KerasFormatException(
          "Rescaling and Normalization must come before all layers but Flatten and Reshape. Provided: %s. Put it first, and train the model again"
              .formatted(layer));
    }
    if (!FLAT.contains(layer.type())
        && !IMAGES.contains(layer.type())
        && !ANY.contains(layer.type())) {
      TreeSet<String> all = new TreeSet<>(ANY);
      all.addAll(FLAT);
      all.addAll(IMAGES);
      all.addAll(AT_START_OR_NOWHERE);
      throw new KerasFormatException(
          "Layers must be of " + String.join(", ", all) + ". Provided: " + layer);
    }
    if (layer.is("Reshape")) {
      throw new KerasFormatException(
          "Reshape must come before all layers but dropout. Provided: " + layer);
    }
  }

  private static void checkSettings(LayerConfig layer) {
    if (!Activations.names().contains(layer.activation())) {
      throw new KerasFormatException(
          "An activation must be one of %s. Provided: %s of %s"
              .formatted(String.join(", ", Activations.names()), layer.activation(), layer));
    }
    if (layer.isDropout()) {
      checkDropout(layer);
    }
    checkConvolution(layer);
  }

  private static void checkDropout(LayerConfig layer) {
    if (!(layer.rate() >= 0 && layer.rate() < 1)) {
      throw new KerasFormatException(
          "A rate must be in [0, 1). Provided: %s of %s".formatted(layer.rate(), layer));
    }
    if (layer.config().path("noise_shape").isContainerNode()) {
      throw new KerasFormatException(
          "A dropout layer must have a mask for every unit, or be SpatialDropout2D. Provided:"
              + " noise_shape of "
              + layer);
    }
  }

  /** A Flatten too gives its units in another order where channels come first. */
  static void requireChannelsLast(LayerConfig layer) {
    if (layer.config().path("data_format").asText().equals("channels_first")) {
      throw new KerasFormatException(
          "Images must be channels_last. Provided: channels_first of " + layer);
    }
  }

  private static void checkConvolution(LayerConfig layer) {
    if (layer.config().path("groups").asInt(1) != 1) {
      throw new KerasFormatException(
          "A convolution must have one group. Provided: %s of %s"
              .formatted(layer.config().path("groups"), layer));
    }
  }

  /** Keras 2 writes a list of one. */
  private static int axis(LayerConfig layer) {
    JsonNode axis = layer.config().path("axis");
    return axis.isArray() ? axis.path(0).asInt() : axis.asInt(-1);
  }

  private static void checkDimensions(LayerConfig layer, int dimensions) {
    int axis = axis(layer);
    if (layer.is("BatchNormalization") && axis != -1 && axis != dimensions) {
      throw new KerasFormatException(
          "BatchNormalization must be over the last axis. Provided: axis %d of %s"
              .formatted(axis, layer));
    }
    if (FLAT.contains(layer.type()) && dimensions != 1) {
      throw new KerasFormatException(
          "Dense must follow Flatten or a global pooling. Provided: %s on %d dimensions"
              .formatted(layer, dimensions));
    }
    if (IMAGES.contains(layer.type()) && dimensions != 3) {
      throw new KerasFormatException(
          "%s must have 3 dimensions below it: height, width and channels. Provided: %d"
              .formatted(layer, dimensions));
    }
  }
}
