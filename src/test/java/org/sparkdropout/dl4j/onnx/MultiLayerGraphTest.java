package org.sparkdropout.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.assertAgrees;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.bytes;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.convolution;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.dense;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.network;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.run;
import static org.sparkdropout.dl4j.onnx.GraphNetworks.softmax;

import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.sparkdropout.onnx.OnnxSession;

class MultiLayerGraphTest {
  private static final int CHANNELS = 2;
  private static final int HEIGHT = 9;
  private static final int WIDTH = 7;
  private static final int PIXELS = CHANNELS * HEIGHT * WIDTH;

  private static MultiLayerNetwork pictures(Layer... layers) {
    return network(InputType.convolutionalFlat(HEIGHT, WIDTH, CHANNELS), layers);
  }

  private static MultiLayerNetwork vectors(Layer... layers) {
    return network(InputType.feedForward(5), layers);
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {
        "IDENTITY",
        "RELU",
        "RELU6",
        "LEAKYRELU",
        "ELU",
        "SELU",
        "SIGMOID",
        "HARDSIGMOID",
        "TANH",
        "SOFTMAX",
        "SOFTPLUS",
        "SOFTSIGN",
        "SWISH"
      })
  void bytes_denseOfAnyActivation_agrees(Activation activation) {
    assertAgrees(vectors(dense(activation), softmax()), 5);
  }

  @Test
  void bytes_dropoutOfAnyKind_hasNoNodes() {
    assertAgrees(
        vectors(
            new DenseLayer.Builder().nOut(6).dropOut(0.5).activation(Activation.RELU).build(),
            new DropoutLayer.Builder(new GaussianDropout(0.5)).build(),
            new DenseLayer.Builder().nOut(6).hasBias(false).activation(Activation.TANH).build(),
            new ActivationLayer(Activation.SIGMOID),
            new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build(),
            new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build()),
        5);
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
    "Same, 3, 2, 0, 1"
  })
  void bytes_convolution_agrees(
      ConvolutionMode mode, int down, int right, int padding, int dilation) {
    assertAgrees(
        pictures(
            convolution(3, 2)
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
            convolution(3, 3).activation(Activation.TANH).hasBias(false).build(),
            new SubsamplingLayer.Builder(type)
                .kernelSize(3, 2)
                .stride(2, 2)
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
            convolution(3, 3).activation(Activation.IDENTITY).build(),
            new BatchNormalization.Builder().useLogStd(logStd).eps(1e-3).build(),
            new ActivationLayer(Activation.RELU),
            dense(Activation.TANH),
            new BatchNormalization.Builder().useLogStd(logStd).activation(Activation.TANH).build(),
            softmax()),
        PIXELS);
  }

  @ParameterizedTest
  @CsvSource({"1.5, -0.25", "1.5, 0", "1, -0.25", "1, 0"})
  void bytes_lockedBatchNormalization_agrees(double gamma, double beta) {
    assertAgrees(
        pictures(
            convolution(3, 2).build(),
            new BatchNormalization.Builder(true).gamma(gamma).beta(beta).build(),
            dense(Activation.RELU),
            new BatchNormalization.Builder(true).gamma(gamma).beta(beta).build(),
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
            convolution(3, 3).build(),
            new GlobalPoolingLayer.Builder(type).build(),
            softmax()),
        PIXELS);
  }

  @Test
  void bytes_deepPictures_agree() {
    assertAgrees(
        pictures(
            convolution(3, 3).convolutionMode(ConvolutionMode.Same).build(),
            new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
            convolution(2, 2).nOut(5).dropOut(0.5).build(),
            dense(Activation.RELU),
            new DropoutLayer(0.5),
            softmax()),
        PIXELS);
  }

  /** DL4J's softmax is over the last axis, here the columns of a picture. */
  @Test
  void bytes_softmaxOfPictures_isOverTheSameAxis() {
    assertAgrees(
        pictures(
            convolution(3, 2).activation(Activation.SOFTMAX).build(),
            new ActivationLayer(Activation.SOFTMAX),
            softmax()),
        PIXELS);
  }

  @Test
  void bytes_softmax_hasLogitsProbabilitiesAndClass() {
    MultiLayerNetwork network = vectors(dense(Activation.RELU), softmax());
    INDArray rows = Nd4j.rand(4, 5);
    Map<String, Object> outputs = run(network, 5, rows);
    assertThat(outputs.keySet()).containsExactlyInAnyOrder("logits", "probability", "prediction");
    long[] classes = (long[]) outputs.get("prediction");
    assertThat(classes).containsExactly(network.output(rows).argMax(1).toLongVector());
    try (OnnxSession session = OnnxSession.open(bytes(network, 5))) {
      assertThat(session.metadata()).containsEntry("seed", "3");
    }
  }

  @Test
  void bytes_regression_hasPredictionsOnly() {
    MultiLayerNetwork network =
        vectors(
            dense(Activation.TANH),
            new OutputLayer.Builder(LossFunction.MSE)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build());
    INDArray rows = Nd4j.rand(4, 5);
    Map<String, Object> outputs = run(network, 5, rows);
    assertThat(outputs.keySet()).containsExactly("prediction");
    float[][] found = (float[][]) outputs.get("prediction");
    float[][] expected = network.output(rows).toFloatMatrix();
    for (int row = 0; row < 4; row++) {
      assertThat(found[row][0]).isCloseTo(expected[row][0], within(1e-5f));
    }
  }

  private static void assertRefused(MultiLayerNetwork network, int inputs, String message) {
    assertThatThrownBy(() -> bytes(network, inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void bytes_layerWithoutAForm_isRefusedByName() {
    assertRefused(
        pictures(convolution(3, 3).build(), new LocalResponseNormalization(), softmax()),
        PIXELS,
        "Every layer of a DL4J network must have an ONNX form. Layer 1"
            + " (org.deeplearning4j.nn.conf.layers.LocalResponseNormalization) has none; these"
            + " have: DenseLayer, OutputLayer, LossLayer, ConvolutionLayer, Convolution2D,"
            + " SubsamplingLayer, Pooling2D, GlobalPoolingLayer, ZeroPaddingLayer,"
            + " BatchNormalization, ActivationLayer, DropoutLayer");
  }

  @Test
  void bytes_recurrentLayer_isRefusedByName() {
    MultiLayerNetwork network =
        network(
            InputType.recurrent(5),
            new LSTM.Builder().nOut(4).build(),
            new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build());
    assertThatThrownBy(() -> bytes(network, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Layer 0 (org.deeplearning4j.nn.conf.layers.LSTM) has none; these");
  }

  @Test
  void bytes_activationWithoutAForm_isRefusedByName() {
    assertRefused(
        vectors(dense(Activation.CUBE), softmax()),
        5,
        "Every activation of a DL4J network must have an ONNX form. cube has none; these have:"
            + " identity, relu, relu6, leakyrelu, elu, selu, sigmoid, hardsigmoid, tanh, hardtanh,"
            + " softmax, softplus, softsign, swish, mish, exact gelu");
  }

  @Test
  void bytes_poolingWithoutAForm_isRefused() {
    assertRefused(
        pictures(
            convolution(3, 3).build(),
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.PNORM).pnorm(2).build(),
            softmax()),
        PIXELS,
        "Pooling must be MAX or AVG for a layer to have an ONNX form. That of layer 1 is PNORM");
  }

  @Test
  void bytes_layerNormalisation_isRefused() {
    assertRefused(
        vectors(new DenseLayer.Builder().nOut(6).hasLayerNorm(true).build(), softmax()),
        5,
        "Layer 0 (DenseLayer) must have no layer normalisation for the network to have an ONNX"
            + " form");
  }

  @Test
  void bytes_picturesThatAreNoVectors_areRefused() {
    assertRefused(
        network(
            InputType.convolutional(HEIGHT, WIDTH, CHANNELS), convolution(3, 3).build(), softmax()),
        PIXELS,
        "Layer 0 (ConvolutionLayer) must take pictures for the network to have an ONNX form. Set"
            + " the input type of the network, such as InputType.convolutionalFlat(28, 28, 1)");
  }

  @Test
  void bytes_picturesOfAnotherSize_areRefused() {
    assertRefused(
        pictures(convolution(3, 3).build(), softmax()),
        PIXELS - 1,
        "Layer 0 must take as many inputs as there are. It takes 126, and there are 125");
  }

  @Test
  void bytes_withoutAnOutputLayer_isRefused() {
    assertRefused(
        vectors(dense(Activation.RELU)),
        5,
        "A DL4J network must end in an OutputLayer or a LossLayer. The last layer is: DenseLayer");
  }

  @Test
  void bytes_otherNumberOfInputs_isRefused() {
    assertRefused(
        vectors(dense(Activation.RELU), softmax()),
        4,
        "Layer 0 must take as many inputs as there are. It takes 5, and there are 4");
  }
}
