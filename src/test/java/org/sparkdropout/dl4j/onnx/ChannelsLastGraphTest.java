package org.sparkdropout.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.assertAgrees;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.bytes;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.convolution;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.dense;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.softmax;

import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.sparkdropout.keras.ChannelsLastDropout;

/** Pictures that DL4J holds as (rows, height, width, channels), as those of Keras are. */
class ChannelsLastGraphTest {
  private static final int CHANNELS = 3;
  private static final int HEIGHT = 9;
  private static final int WIDTH = 7;
  private static final int PIXELS = CHANNELS * HEIGHT * WIDTH;

  private static MultiLayerNetwork pictures(Layer... layers) {
    long[] picture = {HEIGHT, WIDTH, CHANNELS};
    ReshapePreprocessor before =
        new ReshapePreprocessor(new long[] {PIXELS}, picture, false, CNN2DFormat.NHWC);
    return GraphNetworks.network(InputType.feedForward(PIXELS), Map.of(0, before), layers);
  }

  @ParameterizedTest
  @CsvSource({
    "Truncate, 1, 1, 0, 1",
    "Truncate, 2, 1, 1, 1",
    "Truncate, 2, 3, 1, 1",
    "Strict, 1, 1, 1, 1",
    "Truncate, 1, 1, 1, 2",
    "Same, 1, 1, 0, 1",
    "Same, 2, 2, 0, 1",
    "Same, 3, 2, 0, 1",
    "Same, 1, 1, 0, 2"
  })
  void bytes_convolution_agrees(
      ConvolutionMode mode, int down, int right, int padding, int dilation) {
    assertAgrees(
        pictures(
            convolution(2, 3)
                .stride(down, right)
                .padding(padding, padding)
                .dilation(dilation, dilation)
                .convolutionMode(mode)
                .build(),
            softmax()),
        PIXELS);
  }

  @ParameterizedTest
  @CsvSource({
    "MAX, Truncate, 0, false",
    "MAX, Truncate, 1, false",
    "MAX, Same, 0, false",
    "AVG, Truncate, 0, false",
    "AVG, Truncate, 1, false",
    "AVG, Truncate, 1, true",
    "AVG, Same, 0, false",
    "AVG, Same, 0, true"
  })
  void bytes_pooling_agrees(
      SubsamplingLayer.PoolingType type, ConvolutionMode mode, int padding, boolean counts) {
    assertAgrees(
        pictures(
            convolution(2, 3).activation(Activation.TANH).hasBias(false).build(),
            new SubsamplingLayer.Builder(type)
                .kernelSize(3, 2)
                .stride(2, 1)
                .padding(padding, padding)
                .convolutionMode(mode)
                .avgPoolIncludePadInDivisor(counts)
                .build(),
            softmax()),
        PIXELS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytes_batchNormalization_agrees(boolean logStd) {
    assertAgrees(
        pictures(
            convolution(2, 3).activation(Activation.IDENTITY).build(),
            new BatchNormalization.Builder().useLogStd(logStd).eps(1e-3).build(),
            new ActivationLayer(Activation.RELU),
            dense(Activation.TANH),
            new BatchNormalization.Builder().useLogStd(logStd).build(),
            softmax()),
        PIXELS);
  }

  @ParameterizedTest
  @EnumSource(
      value = PoolingType.class,
      names = {"MAX", "AVG"})
  void bytes_globalPooling_agrees(PoolingType type) {
    assertAgrees(
        pictures(
            new ZeroPaddingLayer.Builder(1, 2, 3, 0).build(),
            convolution(2, 3).build(),
            new GlobalPoolingLayer.Builder(type).build(),
            softmax()),
        PIXELS);
  }

  @Test
  void bytes_softmaxOfPictures_isOverTheSameAxis() {
    assertAgrees(
        pictures(
            convolution(2, 3).activation(Activation.SOFTMAX).build(),
            new ActivationLayer(Activation.SOFTMAX),
            softmax()),
        PIXELS);
  }

  @Test
  void bytes_deepPictures_agree() {
    assertAgrees(
        pictures(
            convolution(3, 2).convolutionMode(ConvolutionMode.Same).build(),
            new DropoutLayer.Builder(new ChannelsLastDropout(0.75)).build(),
            new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
            convolution(2, 2).nOut(5).build(),
            dense(Activation.RELU),
            new DropoutLayer(0.5),
            softmax()),
        PIXELS);
  }

  @Test
  void bytes_picturesThatNoWeightsComeBefore_agree() {
    assertAgrees(
        pictures(new SubsamplingLayer.Builder().kernelSize(2, 3).stride(1, 2).build(), softmax()),
        PIXELS);
  }

  private static void assertRefused(MultiLayerNetwork network, int inputs, String message) {
    assertThatThrownBy(() -> bytes(network, inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void bytes_layersOfTwoFormats_areRefused() {
    MultiLayerNetwork network = pictures(convolution(2, 3).build(), softmax());
    ((CnnToFeedForwardPreProcessor) network.getLayerWiseConfigurations().getInputPreProcess(1))
        .setFormat(CNN2DFormat.NCHW);
    assertRefused(
        network,
        PIXELS,
        "Layer 1 must take pictures as they are laid out for the network to have an ONNX form. It"
            + " takes NCHW, and they are NHWC. Set the input type of the network, or the format of"
            + " all its layers");
  }

  @Test
  void bytes_globalPoolingOfOtherDimensions_isRefused() {
    MultiLayerNetwork network =
        pictures(convolution(2, 3).build(), new GlobalPoolingLayer(PoolingType.MAX), softmax());
    ((GlobalPoolingLayer) network.getLayer(1).conf().getLayer())
        .setPoolingDimensions(new int[] {2, 3});
    assertRefused(
        network,
        PIXELS,
        "Global pooling must be over height and width, which are dimensions [1, 2] of pictures in"
            + " NHWC, for a layer to have an ONNX form. Those of layer 1 are [2, 3]");
  }

  @Test
  void bytes_globalPoolingThatDoesNotCollapse_isRefused() {
    assertRefused(
        pictures(
            convolution(2, 3).build(),
            new GlobalPoolingLayer.Builder(PoolingType.AVG).collapseDimensions(false).build(),
            softmax()),
        PIXELS,
        "Global pooling of pictures in NHWC must collapse dimensions for a layer to have an ONNX"
            + " form. Layer 1 does not");
  }
}
