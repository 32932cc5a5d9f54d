package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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
import org.sparkdropout.dl4j.ExactGelu;
import org.sparkdropout.dl4j.ExactSoftPlus;
import org.sparkdropout.network.Activation;

/** ONNX's activations, as DL4J and as our own engine compute them. */
final class ChainActivations {
  private static final Map<String, Function<NodeProto, IActivation>> ALL = new TreeMap<>();

  static {
    ALL.put("Elu", node -> new ActivationELU(Nodes.number(node, "alpha", 1)));
    ALL.put("Gelu", node -> new ExactGelu());
    ALL.put("HardSigmoid", node -> new ActivationHardSigmoid());
    ALL.put("LeakyRelu", node -> new ActivationLReLU(Nodes.number(node, "alpha", 0.01f)));
    ALL.put("Mish", node -> new ActivationMish());
    ALL.put("Relu", node -> new ActivationReLU());
    ALL.put("Selu", node -> new ActivationSELU());
    ALL.put("Sigmoid", node -> new ActivationSigmoid());
    ALL.put("Softplus", node -> new ExactSoftPlus());
    ALL.put("Softsign", node -> new ActivationSoftSign());
    ALL.put("Tanh", node -> new ActivationTanH());
  }

  private ChainActivations() {}

  static String names() {
    return String.join(", ", ALL.keySet());
  }

  /** What a node applies; empty if it is no activation, or one with settings that DL4J has not. */
  static Optional<IActivation> of(NodeProto node) {
    boolean hasOthers =
        switch (node.getOpType()) {
          case "HardSigmoid" ->
              Nodes.number(node, "alpha", 0.2f) != 0.2f || Nodes.number(node, "beta", 0.5f) != 0.5f;
          case "Selu" ->
              Math.abs(Nodes.number(node, "alpha", 1.6732632f) - 1.6732632f) > 1e-6
                  || Math.abs(Nodes.number(node, "gamma", 1.050701f) - 1.050701f) > 1e-6;
          case "Gelu" -> !Nodes.text(node, "approximate", "none").equals("none");
          default -> false;
        };
    return hasOthers
        ? Optional.empty()
        : Optional.ofNullable(ALL.get(node.getOpType())).map(made -> made.apply(node));
  }

  /** The same of our own engine; empty if it has none. */
  static Optional<Activation> ours(IActivation activation) {
    if (activation instanceof ActivationReLU) {
      return Optional.of(Activation.RELU);
    } else if (activation instanceof ActivationSigmoid) {
      return Optional.of(Activation.LOGISTIC);
    }
    return activation instanceof ActivationTanH ? Optional.of(Activation.TANH) : Optional.empty();
  }

  static boolean isNone(IActivation activation) {
    return activation instanceof ActivationIdentity;
  }
}
