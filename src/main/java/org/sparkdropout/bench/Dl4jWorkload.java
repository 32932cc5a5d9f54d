package org.sparkdropout.bench;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The workload's network in DL4J's terms. */
final class Dl4jWorkload {
  private Dl4jWorkload() {}

  /** DL4J's dropOut takes the probability of retention, and acts on the input of its layer. */
  static MultiLayerConfiguration configuration(Workload workload) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Nesterovs(Workload.LEARNING_RATE, Workload.MOMENTUM))
            .weightInit(WeightInit.RELU)
            .list();
    int inputs = workload.inputs();
    double retain = 1 - workload.inputDropout();
    for (int units : workload.hiddenUnits()) {
      layers.layer(
          new DenseLayer.Builder()
              .nIn(inputs)
              .nOut(units)
              .activation(Activation.RELU)
              .dropOut(retain)
              .build());
      inputs = units;
      retain = 1 - workload.hiddenDropout();
    }
    return layers
        .layer(
            new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(workload.classes())
                .activation(Activation.SOFTMAX)
                .dropOut(retain)
                .build())
        .build();
  }
}
