package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;

/** A dense classification network from an ONNX file of others. */
public final class OnnxChain {
  /** The first operator set whose Gemm and Add broadcast as those of today. */
  private static final int OLDEST_OPSET = 7;

  private final List<ChainLayer> layers;
  private final Set<TargetKind> targets;

  private OnnxChain(List<ChainLayer> layers, Set<TargetKind> targets) {
    this.layers = layers;
    this.targets = targets;
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
    ChainReader reader = new ChainReader(model.getGraph(), where);
    return new OnnxChain(reader.read(), reader.targets());
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
   * The layers from the first to the last.
   *
   * @return at least one; the last one gives logits, of at least two classes
   */
  public List<ChainLayer> layers() {
    return layers;
  }

  /**
   * What the network may answer.
   *
   * @return classes behind softmax or a sigmoid; numbers of one unit without activation; both of
   *     several such units, which may be logits
   */
  public Set<TargetKind> targets() {
    return targets;
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
    List<Optional<Activation>> hidden =
        layers.subList(0, layers.size() - 1).stream()
            .map(layer -> layer.activation().ours())
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
            layers.get(0).activation().ours().orElse(Activation.RELU));
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
