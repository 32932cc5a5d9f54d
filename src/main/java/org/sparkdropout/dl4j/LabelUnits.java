package org.sparkdropout.dl4j;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.TargetScale;

/**
 * The weights of an output layer for numbers in two units: the standardised ones that are learned,
 * and the label's, in which a file must answer that has no scale.
 */
final class LabelUnits {
  private LabelUnits() {}

  /** Changes the weights, so that the network gives the label's units: w s and b s + m. */
  static void take(MultiLayerNetwork network, NumberAnswer answer) {
    TargetScale scale = answer.scale();
    parameter(network, DefaultParamInitializer.WEIGHT_KEY)
        .muliRowVector(row(network, scale.deviations()));
    parameter(network, DefaultParamInitializer.BIAS_KEY)
        .muli(row(network, scale.deviations()))
        .addi(row(network, scale.means()));
  }

  /** Changes the weights, so that the network gives standardised units: w / s and (b - m) / s. */
  static void leave(MultiLayerNetwork network, NumberAnswer answer) {
    TargetScale scale = answer.scale();
    parameter(network, DefaultParamInitializer.WEIGHT_KEY)
        .diviRowVector(row(network, scale.deviations()));
    parameter(network, DefaultParamInitializer.BIAS_KEY)
        .subi(row(network, scale.means()))
        .divi(row(network, scale.deviations()));
  }

  private static INDArray parameter(MultiLayerNetwork network, String name) {
    return network.getParam(network.getnLayers() - 1 + "_" + name);
  }

  /** One number an output; quantiles share the one that the label has. */
  private static INDArray row(MultiLayerNetwork network, double[] numbers) {
    float[] row = new float[(int) parameter(network, DefaultParamInitializer.BIAS_KEY).length()];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) numbers[numbers.length == 1 ? 0 : i];
    }
    return Nd4j.create(row, new long[] {1, row.length}, 'c');
  }
}
