package org.sparkdropout.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.fit.TrainedDropout;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.ml.param.OptimizerKind;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.network.Topology;
import org.sparkdropout.score.DenseNetwork;

/**
 * A dense network as a DL4J network: dense layers with the dropout of their training, weights as
 * scaled for inference. At the end is softmax with the cross-entropy for classes; for numbers, sums
 * in the label's units with the squared loss.
 *
 * <p>DL4J's dropout is inverted and drops in training alone. Weights that are scaled for inference
 * are right for it: in the mean over masks a unit receives what it receives without any.
 *
 * <p>Weights go in as matrices (inputs, outputs) by layer and name, so that DL4J itself lays them
 * out: in its flat array they stand column by column, in ours row by row.
 */
final class DenseLayers {
  private DenseLayers() {}

  /**
   * Makes a network. Masks of DL4J are drawn for each example, whatever shared them in training.
   *
   * @param dense scaled for inference
   * @param params of the training, which say the updater for programs that train on
   */
  static MultiLayerNetwork network(DenseNetwork dense, SharedParams params) {
    InferenceNetwork network = dense.weights();
    Dropout dropout = TrainedDropout.of(network, params);
    Topology topology = network.topology();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().updater(updater(params)).list();
    for (int layer = 0; layer < topology.layers() - 1; layer++) {
      layers.layer(
          new DenseLayer.Builder()
              .nIn(topology.inputs(layer))
              .nOut(topology.outputs(layer))
              .dropOut(dropout(dropout, layer))
              .activation(activation(topology))
              .build());
    }
    int last = topology.layers() - 1;
    layers.layer(
        output(dense.answer())
            .nIn(topology.inputs(last))
            .nOut(topology.outputs(last))
            .dropOut(dropout(dropout, last))
            .build());
    MultiLayerNetwork made = new MultiLayerNetwork(layers.build());
    made.init();
    fill(made, topology, network.parameters());
    if (dense.answer() instanceof NumberAnswer numbers) {
      LabelUnits.take(made, numbers);
    }
    return made;
  }

  /** For numbers with the loss that DL4J has nearest to all of ours: the squared one. */
  private static OutputLayer.Builder output(Answer answer) {
    return answer instanceof NumberAnswer
        ? new OutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY)
        : new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX);
  }

  /** DL4J has no AdamW, schedule-free learning or Muon; Adam is nearest to all of them. */
  private static IUpdater updater(SharedParams params) {
    OptimizerKind kind = OptimizerKind.of(params);
    double rate = kind.learningRate(params);
    return kind == OptimizerKind.SGD
        ? new Nesterovs(rate, params.getMomentum())
        : new Adam(rate, params.getBeta1(), params.getBeta2(), params.getEpsilon());
  }

  /** What drops inputs of a layer; null for nothing. */
  private static IDropout dropout(Dropout dropout, int layer) {
    if (dropout.dropout(layer) == 0) {
      return null;
    }
    return switch (dropout.kind()) {
      case CLASSIC, INVERTED ->
          new org.deeplearning4j.nn.conf.dropout.Dropout(dropout.retain(layer));
      case GAUSSIAN -> new GaussianDropout(dropout.dropout(layer));
    };
  }

  private static Activation activation(Topology topology) {
    return switch (topology.activation()) {
      case RELU -> Activation.RELU;
      case LOGISTIC -> Activation.SIGMOID;
      case TANH -> Activation.TANH;
    };
  }

  private static void fill(MultiLayerNetwork network, Topology topology, float[] parameters) {
    for (int layer = 0; layer < topology.layers(); layer++) {
      int inputs = topology.inputs(layer);
      int outputs = topology.outputs(layer);
      int biases = topology.biasOffset(layer);
      float[] weights = Arrays.copyOfRange(parameters, topology.weightOffset(layer), biases);
      float[] bias = Arrays.copyOfRange(parameters, biases, biases + outputs);
      assign(
          network,
          layer,
          DefaultParamInitializer.WEIGHT_KEY,
          Nd4j.create(weights, new long[] {inputs, outputs}, 'c'));
      assign(
          network,
          layer,
          DefaultParamInitializer.BIAS_KEY,
          Nd4j.create(bias, new long[] {1, outputs}, 'c'));
    }
  }

  private static void assign(MultiLayerNetwork network, int layer, String name, INDArray values) {
    network.getParam(layer + "_" + name).assign(values);
  }
}
