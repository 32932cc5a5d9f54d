package org.sparkdropout.dl4j.onnx;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.sparkdropout.dl4j.ExactGelu;
import org.sparkdropout.dl4j.ExactSoftPlus;
import org.sparkdropout.onnx.OnnxAttribute;
import org.sparkdropout.onnx.OnnxGraph;

/** DL4J's activations as nodes. */
final class ActivationForms {
  private ActivationForms() {}

  /** What a layer applies to its sums; the identity if it has no such setting. */
  static IActivation of(Layer layer) {
    if (layer instanceof BaseLayer base) {
      return base.getActivationFn();
    }
    return layer instanceof ActivationLayer activation
        ? activation.getActivationFn()
        : new ActivationIdentity();
  }

  /**
   * Adds an activation.
   *
   * @return the name of what it gives
   * @throws IllegalArgumentException if it has no ONNX form
   */
  static String add(
      OnnxGraph graph, IActivation activation, String value, LayerShape shape, String name) {
    if (activation instanceof ActivationIdentity) {
      return value;
    }
    List<String> values = List.of(value);
    if (activation instanceof ActivationSwish) {
      String gate = graph.node(name + ".gate", "Sigmoid", values);
      return graph.node(name, "Mul", List.of(value, gate));
    }
    if (activation instanceof ActivationReLU6) {
      String low = graph.floats(name + ".low", new float[] {0});
      String high = graph.floats(name + ".high", new float[] {6});
      return graph.node(name, "Clip", List.of(value, low, high));
    }
    if (activation instanceof ActivationHardTanH) {
      String low = graph.floats(name + ".low", new float[] {-1});
      String high = graph.floats(name + ".high", new float[] {1});
      return graph.node(name, "Clip", List.of(value, low, high));
    }
    if (activation instanceof ExactGelu) {
      return gelu(graph, value, name);
    }
    if (activation instanceof ActivationMish) {
      String plus = graph.node(name + ".softplus", "Softplus", values);
      String gate = graph.node(name + ".gate", "Tanh", List.of(plus));
      return graph.node(name, "Mul", List.of(value, gate));
    }
    if (activation instanceof ActivationLReLU leaky) {
      return graph.node(name, "LeakyRelu", values, alpha(leaky.getAlpha()));
    }
    if (activation instanceof ActivationELU elu) {
      return graph.node(name, "Elu", values, alpha(elu.getAlpha()));
    }
    if (activation instanceof ActivationSoftmax) {
      return graph.node(name, "Softmax", values, OnnxAttribute.integer("axis", shape.lastAxis()));
    }
    return graph.node(name, operator(activation), values);
  }

  /** x (1 + erf(x / sqrt(2))) / 2: operator sets before 20 have no Gelu. */
  private static String gelu(OnnxGraph graph, String value, String name) {
    String root = graph.floats(name + ".root", new float[] {(float) Math.sqrt(0.5)});
    String half = graph.floats(name + ".half", new float[] {0.5f});
    String scaled = graph.node(name + ".scaled", "Mul", List.of(value, root));
    String erf = graph.node(name + ".erf", "Erf", List.of(scaled));
    String halfErf = graph.node(name + ".halfErf", "Mul", List.of(erf, half));
    String gate = graph.node(name + ".gate", "Add", List.of(halfErf, half));
    return graph.node(name, "Mul", List.of(value, gate));
  }

  private static OnnxAttribute alpha(double value) {
    return OnnxAttribute.number("alpha", (float) value);
  }

  /** Those whose settings are the operator's defaults. */
  private static String operator(IActivation activation) {
    if (activation instanceof ActivationReLU) {
      return "Relu";
    } else if (activation instanceof ActivationSigmoid) {
      return "Sigmoid";
    } else if (activation instanceof ActivationTanH) {
      return "Tanh";
    } else if (activation instanceof ActivationSoftPlus || activation instanceof ExactSoftPlus) {
      return "Softplus";
    } else if (activation instanceof ActivationSoftSign) {
      return "Softsign";
    } else if (activation instanceof ActivationSELU) {
      return "Selu";
    } else if (activation instanceof ActivationHardSigmoid) {
      return "HardSigmoid";
    }
    throw new IllegalArgumentException(
        "Every activation of a DL4J network must have an ONNX form. %s has none; these have: identity, relu, relu6, leakyrelu, elu, selu, sigmoid, hardsigmoid, tanh, hardtanh, softmax, softplus, softsign, swish, mish, exact gelu"
            .formatted(activation));
  }
}
