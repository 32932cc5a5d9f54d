package org.sparkdropout.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * x times the normal distribution's probability of less than x: the GELU of Keras and of ONNX.
 *
 * <p>DL4J's own {@code ActivationGELU} approximates it with a logistic function, which differs by
 * up to 0.02, and its precise form differs more.
 */
public final class ExactGelu extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  private static final double ROOT_OF_HALF = Math.sqrt(0.5);
  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  /** Made by DL4J too, of JSON. */
  public ExactGelu() {}

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    return in.muli(probability(in));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    INDArray density = Transforms.exp(in.mul(in).muli(-0.5), false).muli(DENSITY_AT_ZERO);
    return new Pair<>(density.muli(in).addi(probability(in)).muli(epsilon), null);
  }

  private static INDArray probability(INDArray in) {
    INDArray scaled = in.mul(ROOT_OF_HALF);
    return Nd4j.getExecutioner().exec(new Erf(scaled, scaled)).addi(1).muli(0.5);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactGelu;
  }

  @Override
  public int hashCode() {
    return ExactGelu.class.hashCode();
  }

  @Override
  public String toString() {
    return "gelu";
  }
}
