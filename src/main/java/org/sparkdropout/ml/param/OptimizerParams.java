package org.sparkdropout.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** Params of what turns gradients into steps, momentum aside. */
public interface OptimizerParams extends GroupedParams {
  /**
   * {@return the param: what turns gradients into steps: the name of an {@link OptimizerKind} in
   * lower case, such as adamw}
   */
  default Param<String> optimizer() {
    return paramGroups().optimizer.optimizer;
  }

  /** {@return the value of {@link #optimizer()}} */
  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  /**
   * {@return the param: how much of the mean gradient a step of adam, adamw or muon keeps, in [0,
   * 1); for schedulefree, the share of the averaged weights in the point where gradients are taken,
   * above 0}
   */
  default DoubleParam beta1() {
    return paramGroups().optimizer.beta1;
  }

  /** {@return the value of {@link #beta1()}} */
  default double getBeta1() {
    return (double) getOrDefault(beta1());
  }

  /**
   * {@return the param: how much of the mean squared gradient a step keeps, in [0, 1); not for sgd}
   */
  default DoubleParam beta2() {
    return paramGroups().optimizer.beta2;
  }

  /** {@return the value of {@link #beta2()}} */
  default double getBeta2() {
    return (double) getOrDefault(beta2());
  }

  /**
   * {@return the param: what is added to the root of the mean squared gradient, above 0; not for
   * sgd}
   */
  default DoubleParam epsilon() {
    return paramGroups().optimizer.epsilon;
  }

  /** {@return the value of {@link #epsilon()}} */
  default double getEpsilon() {
    return (double) getOrDefault(epsilon());
  }

  /**
   * {@return the param: epochs in which the learning rate rises from 0 to what its schedule says,
   * at least 0; 0 for none}
   */
  default DoubleParam warmupEpochs() {
    return paramGroups().optimizer.warmupEpochs;
  }

  /** {@return the value of {@link #warmupEpochs()}} */
  default double getWarmupEpochs() {
    return (double) getOrDefault(warmupEpochs());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends OptimizerParams {
    /**
     * Sets {@link #optimizer()}.
     *
     * @param value the name of an {@link OptimizerKind} in lower case, such as adamw
     * @return this
     */
    default E setOptimizer(String value) {
      return Fluent.set(this, optimizer(), value);
    }

    /**
     * Sets {@link #beta1()}.
     *
     * @param value how much of the mean gradient a step of adam, adamw or muon keeps, in [0, 1);
     *     for schedulefree, the share of the averaged weights in the point where gradients are
     *     taken, above 0
     * @return this
     */
    default E setBeta1(double value) {
      return Fluent.set(this, beta1(), value);
    }

    /**
     * Sets {@link #beta2()}.
     *
     * @param value how much of the mean squared gradient a step keeps, in [0, 1); not for sgd
     * @return this
     */
    default E setBeta2(double value) {
      return Fluent.set(this, beta2(), value);
    }

    /**
     * Sets {@link #epsilon()}.
     *
     * @param value what is added to the root of the mean squared gradient, above 0; not for sgd
     * @return this
     */
    default E setEpsilon(double value) {
      return Fluent.set(this, epsilon(), value);
    }

    /**
     * Sets {@link #warmupEpochs()}.
     *
     * @param value epochs in which the learning rate rises from 0 to what its schedule says, at
     *     least 0; 0 for none
     * @return this
     */
    default E setWarmupEpochs(double value) {
      return Fluent.set(this, warmupEpochs(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final Param<String> optimizer;
    final DoubleParam beta1;
    final DoubleParam beta2;
    final DoubleParam epsilon;
    final DoubleParam warmupEpochs;

    Group(Declaration declare) {
      this.optimizer = declare.text(TrainingSettings.OPTIMIZER);
      this.beta1 = declare.number(TrainingSettings.BETA1);
      this.beta2 = declare.number(TrainingSettings.BETA2);
      this.epsilon = declare.number(TrainingSettings.EPSILON);
      this.warmupEpochs = declare.number(TrainingSettings.WARMUP_EPOCHS);
    }
  }
}
