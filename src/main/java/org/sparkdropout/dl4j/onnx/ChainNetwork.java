package org.sparkdropout.dl4j.onnx;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.dl4j.Dl4jFile;
import org.sparkdropout.dl4j.ExactGelu;
import org.sparkdropout.dl4j.ExactSoftPlus;
import org.sparkdropout.onnx.ChainActivation;
import org.sparkdropout.onnx.ChainLayer;
import org.sparkdropout.onnx.OnnxChain;

/** A dense network from an ONNX file of others as a network of DL4J. */
public final class ChainNetwork {
  private ChainNetwork() {}

  /**
   * The network as a file of DL4J.
   *
   * @param chain what was read
   * @param target what it answers, one of what the chain may
   * @param where its name, for messages
   * @return configuration and weights
   * @throws org.sparkdropout.fit.UnsupportedNetworkException if it cannot be trained here
   */
  public static Dl4jFile file(OnnxChain chain, TargetKind target, String where) {
    return Dl4jFile.of(network(chain, target), where);
  }

  /** The network, with softmax and cross-entropy at the end, or with the squared loss. */
  static MultiLayerNetwork network(OnnxChain chain, TargetKind target) {
    List<ChainLayer> layers = chain.layers();
    ChainLayer last = layers.get(layers.size() - 1);
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    for (ChainLayer layer : layers.subList(0, layers.size() - 1)) {
      list.layer(
          new DenseLayer.Builder()
              .nIn(layer.inputs())
              .nOut(layer.outputs())
              .activation(activation(layer.activation()))
              .build());
    }
    list.layer(output(target).nIn(last.inputs()).nOut(last.outputs()).build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    fill(network, layers);
    return network;
  }

  private static OutputLayer.Builder output(TargetKind target) {
    return target == TargetKind.CLASS
        ? new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX)
        : new OutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY);
  }

  private static void fill(MultiLayerNetwork network, List<ChainLayer> layers) {
    for (int i = 0; i < layers.size(); i++) {
      ChainLayer layer = layers.get(i);
      network.setParam(
          i + "_W",
          Nd4j.create(layer.weights(), new long[] {layer.inputs(), layer.outputs()}, 'c'));
      network.setParam(i + "_b", Nd4j.create(layer.bias(), new long[] {1, layer.outputs()}, 'c'));
    }
  }

  private static IActivation activation(ChainActivation activation) {
    return switch (activation.operator()) {
      case NONE -> new ActivationIdentity();
      case ELU -> new ActivationELU(activation.alpha());
      case GELU -> new ExactGelu();
      case HARD_SIGMOID -> new ActivationHardSigmoid();
      case LEAKY_RELU -> new ActivationLReLU(activation.alpha());
      case MISH -> new ActivationMish();
      case RELU -> new ActivationReLU();
      case SELU -> new ActivationSELU();
      case SIGMOID -> new ActivationSigmoid();
      case SOFTPLUS -> new ExactSoftPlus();
      case SOFTSIGN -> new ActivationSoftSign();
      case TANH -> new ActivationTanH();
    };
  }
}
