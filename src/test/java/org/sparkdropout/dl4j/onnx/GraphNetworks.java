package org.sparkdropout.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.sparkdropout.onnx.OnnxOutputs;
import org.sparkdropout.onnx.OnnxSession;

/** Small networks of DL4J, and whether their graphs give what they do. */
final class GraphNetworks {
  private static final OnnxOutputs NAMES = new OnnxOutputs("logits", "probability", "prediction");

  private GraphNetworks() {}

  static MultiLayerNetwork network(InputType input, Layer... layers) {
    return network(input, Map.of(), layers);
  }

  /** A network with preprocessors before some layers. */
  static MultiLayerNetwork network(
      InputType input, Map<Integer, InputPreProcessor> before, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(3).updater(new Sgd(0.1)).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    before.forEach(list::inputPreProcessor);
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    return network;
  }

  static Layer softmax() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  static Layer dense(Activation activation) {
    return new DenseLayer.Builder().nOut(6).activation(activation).build();
  }

  static ConvolutionLayer.Builder convolution(int... kernel) {
    return new ConvolutionLayer.Builder(kernel).nOut(4).activation(Activation.RELU);
  }

  static byte[] bytes(MultiLayerNetwork network, int inputs) {
    return MultiLayerGraph.bytes(network, inputs, "features", NAMES, Map.of("seed", "3"));
  }

  /**
   * Compares on random rows. The network is trained a step first, so that its running means and
   * biases are not what they start as.
   */
  static void assertAgrees(MultiLayerNetwork network, int inputs) {
    INDArray rows = Nd4j.rand(8, inputs).subi(0.3);
    network.fit(new DataSet(rows, labels(8)));
    INDArray expected = network.output(rows);
    float[][] found = (float[][]) run(network, inputs, rows).get("probability");
    assertThat(Nd4j.create(found).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
    assertThat(expected.std(0).sumNumber().doubleValue()).isGreaterThan(1e-4);
  }

  static Map<String, Object> run(MultiLayerNetwork network, int inputs, INDArray rows) {
    try (OnnxSession session = OnnxSession.open(bytes(network, inputs))) {
      return session.run(Map.of("features", rows.toFloatMatrix()));
    }
  }

  private static INDArray labels(int rows) {
    INDArray labels = Nd4j.zeros(rows, 3);
    for (int row = 0; row < rows; row++) {
      labels.putScalar(row, row % 3, 1);
    }
    return labels;
  }
}
