package org.sparkdropout.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Optional;
import org.sparkdropout.network.Activation;

/**
 * What a layer of a chain applies to its sums.
 *
 * @param operator which function
 * @param alpha its setting, where the function has one that may differ; otherwise 0
 */
public record ChainActivation(ChainOperator operator, float alpha) {
  static final ChainActivation NONE = new ChainActivation(ChainOperator.NONE, 0);

  /** What a node applies; empty if it is no activation, or has settings that are not read. */
  static Optional<ChainActivation> of(NodeProto node) {
    return ChainOperator.of(node.getOpType())
        .filter(operator -> hasUsualSettings(operator, node))
        .map(operator -> new ChainActivation(operator, alpha(operator, node)));
  }

  private static float alpha(ChainOperator operator, NodeProto node) {
    return switch (operator) {
      case ELU -> Nodes.number(node, "alpha", 1);
      case LEAKY_RELU -> Nodes.number(node, "alpha", 0.01f);
      default -> 0;
    };
  }

  private static boolean hasUsualSettings(ChainOperator operator, NodeProto node) {
    return switch (operator) {
      case HARD_SIGMOID ->
          Nodes.number(node, "alpha", 0.2f) == 0.2f && Nodes.number(node, "beta", 0.5f) == 0.5f;
      case SELU -> isNear(node, "alpha", 1.6732632f) && isNear(node, "gamma", 1.050701f);
      case GELU -> Nodes.text(node, "approximate", "none").equals("none");
      default -> true;
    };
  }

  private static boolean isNear(NodeProto node, String name, float usual) {
    return Math.abs(Nodes.number(node, name, usual) - usual) <= 1e-6;
  }

  boolean isNone() {
    return operator == ChainOperator.NONE;
  }

  /** The same of our own engine; empty if it has none. */
  Optional<Activation> ours() {
    return switch (operator) {
      case RELU -> Optional.of(Activation.RELU);
      case SIGMOID -> Optional.of(Activation.LOGISTIC);
      case TANH -> Optional.of(Activation.TANH);
      default -> Optional.empty();
    };
  }
}
