package org.sparkdropout.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * log(1 + exp(x)), as max(x, 0) + log(1 + exp(-|x|)): the softplus of Keras and of ONNX.
 *
 * <p>DL4J's own {@code ActivationSoftPlus} is infinite from about 88 on, where exp(x) is.
 */
public final class ExactSoftPlus extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  /** Made by DL4J too, of JSON. */
  public ExactSoftPlus() {}

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    INDArray tail = Transforms.exp(Transforms.abs(in, true).negi(), false);
    Nd4j.getExecutioner().exec(new Log1p(tail, tail));
    return Transforms.relu(in, false).addi(tail);
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    return new Pair<>(Transforms.sigmoid(in, true).muli(epsilon), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactSoftPlus;
  }

  @Override
  public int hashCode() {
    return ExactSoftPlus.class.hashCode();
  }

  @Override
  public String toString() {
    return "softplus";
  }
}
