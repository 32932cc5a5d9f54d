package org.sparkdropout.onnx;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The activations that a layer of a chain may have, under ONNX's names. */
public enum ChainOperator {
  /** The layer gives its sums as they are. */
  NONE("no activation"),
  /** x, or alpha (exp(x) - 1) below 0. */
  ELU("Elu"),
  /** x times the normal distribution function of x. */
  GELU("Gelu"),
  /** 0.2 x + 0.5 within [0, 1]. */
  HARD_SIGMOID("HardSigmoid"),
  /** x, or alpha x below 0. */
  LEAKY_RELU("LeakyRelu"),
  /** x tanh(softplus(x)). */
  MISH("Mish"),
  /** x, or 0 below 0. */
  RELU("Relu"),
  /** {@link #ELU} with the two constants of self-normalising networks. */
  SELU("Selu"),
  /** 1 / (1 + exp(-x)). */
  SIGMOID("Sigmoid"),
  /** log(1 + exp(x)). */
  SOFTPLUS("Softplus"),
  /** x / (1 + |x|). */
  SOFTSIGN("Softsign"),
  /** The hyperbolic tangent. */
  TANH("Tanh");

  private final String type;

  ChainOperator(String type) {
    this.type = type;
  }

  static Optional<ChainOperator> of(String type) {
    return Arrays.stream(values())
        .filter(operator -> operator != NONE && operator.type.equals(type))
        .findFirst();
  }

  /** All but {@link #NONE}, for messages. */
  static String names() {
    return Arrays.stream(values())
        .filter(operator -> operator != NONE)
        .map(ChainOperator::toString)
        .collect(Collectors.joining(", "));
  }

  /** As ONNX calls it. */
  @Override
  public String toString() {
    return type;
  }
}
