package org.sparkdropout.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Our convolutions against DL4J's own: outputs, gradients and a step, over awkward shapes. */
class PatchConvolutionTest {
  private static final int HEIGHT = 9;
  private static final int WIDTH = 7;
  private static final int CHANNELS = 2;
  private static final int ROWS = 5;

  private static MultiLayerNetwork network(
      ConvolutionMode mode, int kernel, int stride, int padding, int dilation, boolean bias) {
    ConvolutionLayer.Builder first =
        new ConvolutionLayer.Builder(kernel, kernel + 1)
            .stride(stride, 1)
            .dilation(dilation, 1)
            .convolutionMode(mode)
            .hasBias(bias)
            .nOut(3)
            .activation(Activation.TANH);
    if (mode != ConvolutionMode.Same) {
      first.padding(padding, 0);
    }
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(4)
            .updater(new Sgd(0.1))
            .list()
            .layer(first.build())
            .layer(
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                    .kernelSize(2, 1)
                    .stride(1, 1)
                    .build())
            .layer(
                new ConvolutionLayer.Builder(1, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .nOut(4)
                    .activation(Activation.RELU)
                    .build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutionalFlat(HEIGHT, WIDTH, CHANNELS))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  @ParameterizedTest
  @CsvSource({
    "Truncate, 2, 1, 0, 1, true",
    "Truncate, 3, 2, 1, 1, true",
    "Truncate, 3, 2, 0, 1, false",
    "Truncate, 2, 1, 1, 2, true",
    "Strict, 3, 1, 0, 1, true",
    "Same, 3, 1, 0, 1, true",
    "Same, 3, 2, 0, 1, true",
    "Same, 2, 1, 0, 2, false"
  })
  void convolutions_areThoseOfDl4j(
      ConvolutionMode mode, int kernel, int stride, int padding, int dilation, boolean bias) {
    MultiLayerNetwork theirs = network(mode, kernel, stride, padding, dilation, bias);
    MultiLayerNetwork ours = network(mode, kernel, stride, padding, dilation, bias);
    PatchConvolution.install(ours);
    assertThat(ours.getLayer(0).getHelper()).isInstanceOf(PatchConvolution.class);
    INDArray rows = Nd4j.rand(ROWS, HEIGHT * WIDTH * CHANNELS).subi(0.5);
    INDArray labels = Nd4j.zeros(ROWS, 3);
    for (int row = 0; row < ROWS; row++) {
      labels.putScalar(row, row % 3, 1);
    }
    for (int step = 0; step < 3; step++) {
      assertClose(ours.output(rows), theirs.output(rows));
      ours.fit(rows, labels);
      theirs.fit(rows, labels);
      assertClose(ours.getFlattenedGradients(), theirs.getFlattenedGradients());
      assertClose(ours.params(), theirs.params());
    }
    assertThat(theirs.getFlattenedGradients().amaxNumber().doubleValue()).isGreaterThan(1e-3);
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(2e-6);
  }
}
