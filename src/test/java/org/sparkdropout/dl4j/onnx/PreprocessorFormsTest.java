package org.sparkdropout.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.assertAgrees;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.bytes;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.convolution;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.dense;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.softmax;

import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

/** What becomes a picture or a vector before a layer of DL4J. */
class PreprocessorFormsTest {
  private static final int CHANNELS = 3;
  private static final int HEIGHT = 9;
  private static final int WIDTH = 7;
  private static final int PIXELS = CHANNELS * HEIGHT * WIDTH;

  private static ReshapePreprocessor reshape(CNN2DFormat format, long... picture) {
    return new ReshapePreprocessor(new long[] {PIXELS}, picture, false, format);
  }

  private static MultiLayerNetwork network(InputPreProcessor before, Layer... layers) {
    return GraphNetworks.network(InputType.feedForward(PIXELS), Map.of(0, before), layers);
  }

  private static MultiLayerNetwork pictures(Layer... layers) {
    return network(reshape(CNN2DFormat.NHWC, HEIGHT, WIDTH, CHANNELS), layers);
  }

  /** DL4J's own rule where the preprocessor does not say. */
  @Test
  void bytes_reshapeWithoutAFormat_agrees() {
    assertAgrees(
        network(reshape(null, HEIGHT, WIDTH, CHANNELS), convolution(2, 3).build(), softmax()),
        PIXELS);
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void bytes_reshapeWithTheNumberOfRows_agrees(CNN2DFormat format) {
    long[] picture =
        format == CNN2DFormat.NHWC
            ? new long[] {1, HEIGHT, WIDTH, CHANNELS}
            : new long[] {1, CHANNELS, HEIGHT, WIDTH};
    ReshapePreprocessor before =
        new ReshapePreprocessor(new long[] {1, PIXELS}, picture, true, format);
    assertAgrees(network(before, convolution(2, 3).build(), softmax()), PIXELS);
  }

  @Test
  void bytes_pictureThatBecomesAnother_agrees() {
    long[] padded = {HEIGHT + 1, WIDTH + 1, CHANNELS};
    long[] turned = {WIDTH + 1, HEIGHT + 1, CHANNELS};
    assertAgrees(
        GraphNetworks.network(
            InputType.feedForward(PIXELS),
            Map.of(
                0,
                reshape(CNN2DFormat.NHWC, HEIGHT, WIDTH, CHANNELS),
                1,
                new ReshapePreprocessor(padded, turned, false, CNN2DFormat.NHWC)),
            new ZeroPaddingLayer.Builder(0, 1, 0, 1).build(),
            convolution(2, 3).build(),
            softmax()),
        PIXELS);
  }

  @Test
  void bytes_reshapeToAVector_changesNothing() {
    assertAgrees(network(reshape(null, PIXELS), dense(Activation.TANH), softmax()), PIXELS);
  }

  private static void assertRefused(MultiLayerNetwork network, int inputs, String message) {
    assertThatThrownBy(() -> bytes(network, inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void bytes_picturesOfAnotherSize_areRefused() {
    assertRefused(
        pictures(convolution(2, 3).build(), softmax()),
        PIXELS + 1,
        "Layer 0 must take as many inputs as there are. It takes 189, and there are 190");
  }

  @Test
  void bytes_reshapeToSequences_isRefused() {
    MultiLayerNetwork network = pictures(convolution(2, 3).build(), softmax());
    network
        .getLayerWiseConfigurations()
        .getInputPreProcessors()
        .put(0, reshape(null, HEIGHT * WIDTH, CHANNELS));
    assertRefused(
        network,
        PIXELS,
        "A ReshapePreprocessor must make vectors or pictures to have an ONNX form. That of layer 0"
            + " makes [63, 3] of a row");
  }

  @Test
  void bytes_preprocessorWithoutAForm_isRefusedByName() {
    MultiLayerNetwork network = pictures(convolution(2, 3).build(), softmax());
    network
        .getLayerWiseConfigurations()
        .getInputPreProcessors()
        .put(1, new PermutePreprocessor(2, 1, 3));
    assertRefused(
        network,
        PIXELS,
        "Every preprocessor of a DL4J network must have an ONNX form. That of layer 1"
            + " (org.deeplearning4j.preprocessors.PermutePreprocessor) has none; these have:"
            + " FeedForwardToCnnPreProcessor, CnnToFeedForwardPreProcessor, ReshapePreprocessor,"
            + " ScaledRows");
  }
}
