package org.sparkdropout.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;

/** Params that bound weights and gradients. */
public interface RegularizationParams extends GroupedParams {
  /**
   * {@return the param: largest length of the incoming weights of a hidden unit, at least 0; 0 for
   * no bound}
   */
  default DoubleParam maxNorm() {
    return paramGroups().regularization.maxNorm;
  }

  /** {@return the value of {@link #maxNorm()}} */
  default double getMaxNorm() {
    return (double) getOrDefault(maxNorm());
  }

  /** {@return the param: factor of half the squared weights in the loss (L2), at least 0} */
  default DoubleParam regParam() {
    return paramGroups().regularization.regParam;
  }

  /** {@return the value of {@link #regParam()}} */
  default double getRegParam() {
    return (double) getOrDefault(regParam());
  }

  /**
   * {@return the param: largest length of the whole gradient of a step, at least 0; 0 for no bound}
   */
  default DoubleParam gradientClip() {
    return paramGroups().regularization.gradientClip;
  }

  /** {@return the value of {@link #gradientClip()}} */
  default double getGradientClip() {
    return (double) getOrDefault(gradientClip());
  }

  /**
   * {@return the param: a step takes learning rate * weightDecay of each weight away, at least 0;
   * biases stay}
   */
  default DoubleParam weightDecay() {
    return paramGroups().regularization.weightDecay;
  }

  /** {@return the value of {@link #weightDecay()}} */
  default double getWeightDecay() {
    return (double) getOrDefault(weightDecay());
  }

  /**
   * {@return the param: how much of itself the moving average of the weights keeps in a step, in
   * [0, 1); it is scored in place of the last weights; 0 for no average}
   */
  default DoubleParam weightAverage() {
    return paramGroups().regularization.weightAverage;
  }

  /** {@return the value of {@link #weightAverage()}} */
  default double getWeightAverage() {
    return (double) getOrDefault(weightAverage());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends RegularizationParams {
    /**
     * Sets {@link #maxNorm()}.
     *
     * @param value largest length of the incoming weights of a hidden unit, at least 0; 0 for no
     *     bound
     * @return this
     */
    default E setMaxNorm(double value) {
      return Fluent.set(this, maxNorm(), value);
    }

    /**
     * Sets {@link #regParam()}.
     *
     * @param value factor of half the squared weights in the loss (L2), at least 0
     * @return this
     */
    default E setRegParam(double value) {
      return Fluent.set(this, regParam(), value);
    }

    /**
     * Sets {@link #gradientClip()}.
     *
     * @param value largest length of the whole gradient of a step, at least 0; 0 for no bound
     * @return this
     */
    default E setGradientClip(double value) {
      return Fluent.set(this, gradientClip(), value);
    }

    /**
     * Sets {@link #weightDecay()}.
     *
     * @param value a step takes learning rate * weightDecay of each weight away, at least 0; biases
     *     stay
     * @return this
     */
    default E setWeightDecay(double value) {
      return Fluent.set(this, weightDecay(), value);
    }

    /**
     * Sets {@link #weightAverage()}.
     *
     * @param value how much of itself the moving average of the weights keeps in a step, in [0, 1);
     *     it is scored in place of the last weights; 0 for no average
     * @return this
     */
    default E setWeightAverage(double value) {
      return Fluent.set(this, weightAverage(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final DoubleParam maxNorm;
    final DoubleParam regParam;
    final DoubleParam gradientClip;
    final DoubleParam weightDecay;
    final DoubleParam weightAverage;

    Group(Declaration declare) {
      this.maxNorm = declare.number(TrainingSettings.MAX_NORM);
      this.regParam = declare.number(TrainingSettings.REG_PARAM);
      this.gradientClip = declare.number(TrainingSettings.GRADIENT_CLIP);
      this.weightDecay = declare.number(TrainingSettings.WEIGHT_DECAY);
      this.weightAverage = declare.number(TrainingSettings.WEIGHT_AVERAGE);
    }
  }
}
