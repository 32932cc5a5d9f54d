package org.sparkdropout.dl4j;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks of DL4J. */
public final class Networks {
  private Networks() {}

  /**
   * A dense network of 12 hidden units.
   *
   * @param inputs the features
   * @param classes of the labels
   * @param dropout of the output layer's inputs; null for none
   * @param updater takes the steps
   * @return its configuration
   */
  public static MultiLayerConfiguration dense(
      int inputs, int classes, IDropout dropout, IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .updater(updater)
        .weightInit(WeightInit.RELU)
        .list()
        .layer(new DenseLayer.Builder().nIn(inputs).nOut(12).activation(Activation.RELU).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(12)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .dropOut(dropout)
                .build())
        .build();
  }

  /**
   * A dense network with Nesterov's momentum.
   *
   * @param inputs the features
   * @param classes of the labels
   * @param dropout of the output layer's inputs; null for none
   * @return its configuration
   */
  public static MultiLayerConfiguration dense(int inputs, int classes, IDropout dropout) {
    return dense(inputs, classes, dropout, new Nesterovs(0.1, 0.9));
  }

  /**
   * A dense network of 12 hidden units for numbers.
   *
   * @param inputs the features
   * @param outputs the numbers of a label
   * @param loss of the output layer
   * @param dropout of the output layer's inputs; null for none
   * @return its configuration
   */
  public static MultiLayerConfiguration numbers(
      int inputs, int outputs, LossFunction loss, IDropout dropout) {
    return new NeuralNetConfiguration.Builder()
        .updater(new Adam(0.01))
        .weightInit(WeightInit.RELU)
        .list()
        .layer(new DenseLayer.Builder().nIn(inputs).nOut(12).activation(Activation.RELU).build())
        .layer(
            new OutputLayer.Builder(loss)
                .nIn(12)
                .nOut(outputs)
                .activation(Activation.IDENTITY)
                .dropOut(dropout)
                .build())
        .build();
  }

  /**
   * A convolutional network for images of 28 x 28 grey pixels.
   *
   * @return its configuration
   */
  public static MultiLayerConfiguration convolutional() {
    return new NeuralNetConfiguration.Builder()
        .updater(new Adam(1e-3))
        .weightInit(WeightInit.RELU)
        .list()
        .layer(new ConvolutionLayer.Builder(5, 5).nOut(8).activation(Activation.RELU).build())
        .layer(
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build())
        .layer(new DenseLayer.Builder().nOut(32).activation(Activation.RELU).dropOut(0.8).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .dropOut(0.5)
                .build())
        .setInputType(InputType.convolutionalFlat(28, 28, 1))
        .build();
  }
}
