package org.sparkdropout.keras;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.sparkdropout.dl4j.ExactGelu;
import org.sparkdropout.dl4j.ExactSoftPlus;

/** Keras's activations by their names, as DL4J computes them. */
final class Activations {
  /** Of the slope, which only leaky_relu and elu have. */
  private static final Map<String, DoubleFunction<IActivation>> ALL = new TreeMap<>();

  static {
    ALL.put("elu", ActivationELU::new);
    ALL.put("gelu", slope -> new ExactGelu());
    ALL.put("hard_tanh", slope -> new ActivationHardTanH());
    ALL.put("leaky_relu", ActivationLReLU::new);
    ALL.put("linear", slope -> new ActivationIdentity());
    ALL.put("mish", slope -> new ActivationMish());
    ALL.put("relu", slope -> new ActivationReLU());
    ALL.put("relu6", slope -> new ActivationReLU6());
    ALL.put("selu", slope -> new ActivationSELU());
    ALL.put("sigmoid", slope -> new ActivationSigmoid());
    ALL.put("silu", slope -> new ActivationSwish());
    ALL.put("softmax", slope -> new ActivationSoftmax());
    ALL.put("softplus", slope -> new ExactSoftPlus());
    ALL.put("softsign", slope -> new ActivationSoftSign());
    ALL.put("swish", slope -> new ActivationSwish());
    ALL.put("tanh", slope -> new ActivationTanH());
  }

  private Activations() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  /** What a layer applies, which must be one of {@link #names}. */
  static IActivation of(LayerConfig layer) {
    return ALL.get(layer.activation()).apply(layer.slope());
  }
}
