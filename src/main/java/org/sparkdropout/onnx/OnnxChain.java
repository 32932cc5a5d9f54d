package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;

/** A dense classification network from an ONNX file of others. */
public final class OnnxChain {
  /** The first operator set whose Gemm and Add broadcast as those of today. */
  private static final int OLDEST_OPSET = 7;

  private final List<ChainLayer> layers;

  private OnnxChain(List<ChainLayer> layers) {
    this.layers = layers;
  }

  /**
   * Reads a file.
   *
   * @param file its bytes
   * @param where its name, for messages
   * @return the network
   * @throws ModelFormatException if it is no ONNX file, or no such network
   */
  public static OnnxChain read(byte[] file, String where) {
    ModelProto model = OnnxFile.parse(file, where);
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      boolean isPlain = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
      if (isPlain && opset.getVersion() < OLDEST_OPSET) {
        throw new ModelFormatException(
            "An ONNX file's operator set must be at least %d. That of %s is %d: export the model again"
                .formatted(OLDEST_OPSET, where, opset.getVersion()));
      }
    }
    return new OnnxChain(new ChainReader(model.getGraph(), where).read());
  }

  /**
   * Whether Spark Dropout wrote a file itself.
   *
   * @param file its bytes
   * @param where its name, for messages
   * @return true if so
   * @throws ModelFormatException if it is no ONNX file
   */
  public static boolean isOurs(byte[] file, String where) {
    return OnnxFile.parse(file, where).getProducerName().equals(OnnxFormat.PRODUCER);
  }

  /**
   * The numbers of a row of features.
   *
   * @return at least 1
   */
  public int features() {
    return layers.get(0).inputs();
  }

  /**
   * The network as one of DL4J, with softmax and cross-entropy at the end.
   *
   * @return a new one
   */
  public MultiLayerNetwork network() {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    for (ChainLayer layer : layers.subList(0, layers.size() - 1)) {
      list.layer(
          new DenseLayer.Builder()
              .nIn(layer.inputs())
              .nOut(layer.outputs())
              .activation(layer.activation())
              .build());
    }
    list.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(last().inputs())
            .nOut(last().outputs())
            .activation(Activation.SOFTMAX)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    for (int i = 0; i < layers.size(); i++) {
      ChainLayer layer = layers.get(i);
      network.setParam(
          i + "_W",
          Nd4j.create(layer.weights(), new long[] {layer.inputs(), layer.outputs()}, 'c'));
      network.setParam(i + "_b", Nd4j.create(layer.bias(), new long[] {1, layer.outputs()}, 'c'));
    }
    return network;
  }

  private ChainLayer last() {
    return layers.get(layers.size() - 1);
  }

  /**
   * Why the network is none of our own engine.
   *
   * @return a reason that goes on from "because"; empty if it is one
   */
  public Optional<String> whyNotDense() {
    List<Optional<org.sparkdropout.network.Activation>> hidden =
        layers.subList(0, layers.size() - 1).stream()
            .map(layer -> ChainActivations.ours(layer.activation()))
            .toList();
    if (hidden.stream().anyMatch(Optional::isEmpty)) {
      return Optional.of("it has other activations than relu, sigmoid and tanh");
    }
    return hidden.stream().distinct().count() > 1
        ? Optional.of("its hidden layers have different activations")
        : Optional.empty();
  }

  /**
   * The network as one of our own.
   *
   * @return without dropout; empty if {@link #whyNotDense()} says why
   */
  public Optional<DenseStart> dense() {
    if (whyNotDense().isPresent()) {
      return Optional.empty();
    }
    int[] hidden =
        layers.subList(0, layers.size() - 1).stream().mapToInt(ChainLayer::outputs).toArray();
    Topology topology =
        new Topology(
            features(),
            hidden,
            last().outputs(),
            ChainActivations.ours(layers.get(0).activation())
                .orElse(org.sparkdropout.network.Activation.RELU));
    Weights values = Weights.zero(topology);
    for (int i = 0; i < layers.size(); i++) {
      float[] weights = layers.get(i).weights();
      float[] bias = layers.get(i).bias();
      System.arraycopy(weights, 0, values.values(), topology.weightOffset(i), weights.length);
      System.arraycopy(bias, 0, values.values(), topology.biasOffset(i), bias.length);
    }
    return Optional.of(new DenseStart(values, Dropout.none(topology)));
  }
}
