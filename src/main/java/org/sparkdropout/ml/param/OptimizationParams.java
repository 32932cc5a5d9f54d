package org.sparkdropout.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.optimizer.LearningRate;

/** Params of a training step: learning rate, momentum and precision. */
public interface OptimizationParams extends GroupedParams {
  /**
   * {@return the param: learning rate at the start, above 0; if it is not set, 0.1 for sgd, 0.0025
   * for schedulefree and 0.001 for the other optimizers, and half as much where 64 replicas and
   * more take batches of 8}
   */
  default DoubleParam learningRate() {
    return paramGroups().optimization.learningRate;
  }

  /** {@return the value of {@link #learningRate()}} */
  default double getLearningRate() {
    return (double) getOrDefault(learningRate());
  }

  /**
   * {@return the param: how the learning rate changes with time: the name of a {@link
   * LearningRate.Schedule} in camel case, such as flatCosine}
   */
  default Param<String> learningRateSchedule() {
    return paramGroups().optimization.learningRateSchedule;
  }

  /** {@return the value of {@link #learningRateSchedule()}} */
  default String getLearningRateSchedule() {
    return getOrDefault(learningRateSchedule());
  }

  /**
   * {@return the param: how fast the learning rate falls, per epoch: at least 0 for inverseTime, in
   * (0, 1] for exponential}
   */
  default DoubleParam learningRateDecay() {
    return paramGroups().optimization.learningRateDecay;
  }

  /** {@return the value of {@link #learningRateDecay()}} */
  default double getLearningRateDecay() {
    return (double) getOrDefault(learningRateDecay());
  }

  /** {@return the param: momentum, in [0, 1)} */
  default DoubleParam momentum() {
    return paramGroups().optimization.momentum;
  }

  /** {@return the value of {@link #momentum()}} */
  default double getMomentum() {
    return (double) getOrDefault(momentum());
  }

  /** {@return the param: momentum at the start of the ramp, in [0, 1)} */
  default DoubleParam initialMomentum() {
    return paramGroups().optimization.initialMomentum;
  }

  /** {@return the value of {@link #initialMomentum()}} */
  default double getInitialMomentum() {
    return (double) getOrDefault(initialMomentum());
  }

  /**
   * {@return the param: epochs in which momentum goes from initialMomentum to momentum, at least 0;
   * 0 for no ramp}
   */
  default DoubleParam momentumRampEpochs() {
    return paramGroups().optimization.momentumRampEpochs;
  }

  /** {@return the value of {@link #momentumRampEpochs()}} */
  default double getMomentumRampEpochs() {
    return (double) getOrDefault(momentumRampEpochs());
  }

  /** {@return the param: whether the gradient is taken ahead, as Nesterov does} */
  default BooleanParam nesterov() {
    return paramGroups().optimization.nesterov;
  }

  /** {@return the value of {@link #nesterov()}} */
  default boolean getNesterov() {
    return (boolean) getOrDefault(nesterov());
  }

  /**
   * {@return the param: of the factors of matrix products in training: float32; bfloat16: faster on
   * processors that multiply such numbers, float32 on others. Weights and sums are float32}
   */
  default Param<String> precision() {
    return paramGroups().optimization.precision;
  }

  /** {@return the value of {@link #precision()}} */
  default String getPrecision() {
    return getOrDefault(precision());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends OptimizationParams {
    /**
     * Sets {@link #learningRate()}.
     *
     * @param value learning rate at the start, above 0; if it is not set, 0.1 for sgd, 0.0025 for
     *     schedulefree and 0.001 for the other optimizers, and half as much where 64 replicas and
     *     more take batches of 8
     * @return this
     */
    default E setLearningRate(double value) {
      return Fluent.set(this, learningRate(), value);
    }

    /**
     * Sets {@link #learningRateSchedule()}.
     *
     * @param value the name of a {@link LearningRate.Schedule} in camel case, such as flatCosine
     * @return this
     */
    default E setLearningRateSchedule(String value) {
      return Fluent.set(this, learningRateSchedule(), value);
    }

    /**
     * Sets {@link #learningRateDecay()}.
     *
     * @param value how fast the learning rate falls, per epoch: at least 0 for inverseTime, in (0,
     *     1] for exponential
     * @return this
     */
    default E setLearningRateDecay(double value) {
      return Fluent.set(this, learningRateDecay(), value);
    }

    /**
     * Sets {@link #momentum()}.
     *
     * @param value momentum, in [0, 1)
     * @return this
     */
    default E setMomentum(double value) {
      return Fluent.set(this, momentum(), value);
    }

    /**
     * Sets {@link #initialMomentum()}.
     *
     * @param value momentum at the start of the ramp, in [0, 1)
     * @return this
     */
    default E setInitialMomentum(double value) {
      return Fluent.set(this, initialMomentum(), value);
    }

    /**
     * Sets {@link #momentumRampEpochs()}.
     *
     * @param value epochs in which momentum goes from initialMomentum to momentum, at least 0; 0
     *     for no ramp
     * @return this
     */
    default E setMomentumRampEpochs(double value) {
      return Fluent.set(this, momentumRampEpochs(), value);
    }

    /**
     * Sets {@link #nesterov()}.
     *
     * @param value whether the gradient is taken ahead, as Nesterov does
     * @return this
     */
    default E setNesterov(boolean value) {
      return Fluent.set(this, nesterov(), value);
    }

    /**
     * Sets {@link #precision()}.
     *
     * @param value of the factors of matrix products in training: float32; bfloat16: faster on
     *     processors that multiply such numbers, float32 on others. Weights and sums are float32
     * @return this
     */
    default E setPrecision(String value) {
      return Fluent.set(this, precision(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final DoubleParam learningRate;
    final Param<String> learningRateSchedule;
    final DoubleParam learningRateDecay;
    final DoubleParam momentum;
    final DoubleParam initialMomentum;
    final DoubleParam momentumRampEpochs;
    final BooleanParam nesterov;
    final Param<String> precision;

    Group(Declaration declare) {
      this.learningRate = declare.number(TrainingSettings.LEARNING_RATE);
      this.learningRateSchedule = declare.text(TrainingSettings.LEARNING_RATE_SCHEDULE);
      this.learningRateDecay = declare.number(TrainingSettings.LEARNING_RATE_DECAY);
      this.momentum = declare.number(TrainingSettings.MOMENTUM);
      this.initialMomentum = declare.number(TrainingSettings.INITIAL_MOMENTUM);
      this.momentumRampEpochs = declare.number(TrainingSettings.MOMENTUM_RAMP_EPOCHS);
      this.nesterov = declare.flag(TrainingSettings.NESTEROV);
      this.precision = declare.text(TrainingSettings.PRECISION);
    }
  }
}
