package org.sparkdropout.ml.param;

import java.io.Serializable;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.dropout.DropoutSchedule;

/** Params of dropout: how much is dropped, and how. */
public interface DropoutParams extends GroupedParams {
  /** {@return the param: probability of dropping an input unit, in [0, 1)} */
  default DoubleParam inputDropout() {
    return paramGroups().dropout.inputDropout;
  }

  /** {@return the value of {@link #inputDropout()}} */
  default double getInputDropout() {
    return (double) getOrDefault(inputDropout());
  }

  /**
   * {@return the param: probability of dropping a hidden unit, in [0, 1): one value for all hidden
   * layers, or one for each}
   */
  default DoubleArrayParam hiddenDropout() {
    return paramGroups().dropout.hiddenDropout;
  }

  /** {@return the value of {@link #hiddenDropout()}} */
  default double[] getHiddenDropout() {
    return getOrDefault(hiddenDropout());
  }

  /**
   * {@return the param: classic: units are dropped, and weights scaled once after training;
   * inverted: units are dropped, and those kept are scaled in training; gaussian: units are
   * multiplied by noise of mean 1}
   */
  default Param<String> dropoutKind() {
    return paramGroups().dropout.dropoutKind;
  }

  /** {@return the value of {@link #dropoutKind()}} */
  default String getDropoutKind() {
    return getOrDefault(dropoutKind());
  }

  /**
   * {@return the param: what shares a mask of the hidden layers. example: each example of a step
   * has its own; batch: the examples of a step share one thinned network; round: a replica trains
   * one thinned network for a round. The last two need less arithmetic}
   */
  default Param<String> maskSharing() {
    return paramGroups().dropout.maskSharing;
  }

  /** {@return the value of {@link #maskSharing()}} */
  default String getMaskSharing() {
    return getOrDefault(maskSharing());
  }

  /**
   * {@return the param: how much is dropped over time: the name of a {@link DropoutSchedule.Kind}
   * in camel case, such as flatCosine}
   */
  default Param<String> dropoutSchedule() {
    return paramGroups().dropout.dropoutSchedule;
  }

  /** {@return the value of {@link #dropoutSchedule()}} */
  default String getDropoutSchedule() {
    return getOrDefault(dropoutSchedule());
  }

  /**
   * {@return the param: when early dropout ends or late dropout begins, in epochs, below maxIter; 0
   * for the other schedules}
   */
  default DoubleParam dropoutSwitchEpoch() {
    return paramGroups().dropout.dropoutSwitchEpoch;
  }

  /** {@return the value of {@link #dropoutSwitchEpoch()}} */
  default double getDropoutSwitchEpoch() {
    return (double) getOrDefault(dropoutSwitchEpoch());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends DropoutParams {
    /**
     * Sets {@link #inputDropout()}.
     *
     * @param value probability of dropping an input unit, in [0, 1)
     * @return this
     */
    default E setInputDropout(double value) {
      return Fluent.set(this, inputDropout(), value);
    }

    /**
     * Sets {@link #hiddenDropout()}.
     *
     * @param value probability of dropping a hidden unit, in [0, 1): one value for all hidden
     *     layers, or one for each
     * @return this
     */
    default E setHiddenDropout(double[] value) {
      return Fluent.set(this, hiddenDropout(), value);
    }

    /**
     * Sets {@link #hiddenDropout()}.
     *
     * @param value probability of dropping a hidden unit, in [0, 1): one value for all hidden
     *     layers, or one for each
     * @return this
     */
    default E setHiddenDropout(List<? extends Number> value) {
      return setHiddenDropout(NumberList.doubles(hiddenDropout().name(), value));
    }

    /**
     * Sets {@link #hiddenDropout()} to one value for all hidden layers.
     *
     * @param value probability of dropping a hidden unit, in [0, 1)
     * @return this
     */
    default E setHiddenDropout(double value) {
      return setHiddenDropout(new double[] {value});
    }

    /**
     * Sets {@link #hiddenDropout()} to a value for each hidden layer.
     *
     * @param first probability of dropping a unit of the first layer, in [0, 1)
     * @param second the same of the second layer
     * @param others the same of each further layer
     * @return this
     */
    default E setHiddenDropout(double first, double second, double... others) {
      return setHiddenDropout(
          DoubleStream.concat(DoubleStream.of(first, second), DoubleStream.of(others)).toArray());
    }

    /**
     * Sets {@link #dropoutKind()}.
     *
     * @param value classic: units are dropped, and weights scaled once after training; inverted:
     *     units are dropped, and those kept are scaled in training; gaussian: units are multiplied
     *     by noise of mean 1
     * @return this
     */
    default E setDropoutKind(String value) {
      return Fluent.set(this, dropoutKind(), value);
    }

    /**
     * Sets {@link #maskSharing()}.
     *
     * @param value what shares a mask of the hidden layers. example: each example of a step has its
     *     own; batch: the examples of a step share one thinned network; round: a replica trains one
     *     thinned network for a round
     * @return this
     */
    default E setMaskSharing(String value) {
      return Fluent.set(this, maskSharing(), value);
    }

    /**
     * Sets {@link #dropoutSchedule()}.
     *
     * @param value the name of a {@link DropoutSchedule.Kind} in camel case, such as flatCosine
     * @return this
     */
    default E setDropoutSchedule(String value) {
      return Fluent.set(this, dropoutSchedule(), value);
    }

    /**
     * Sets {@link #dropoutSwitchEpoch()}.
     *
     * @param value when early dropout ends or late dropout begins, in epochs, below maxIter; 0 for
     *     the other schedules
     * @return this
     */
    default E setDropoutSwitchEpoch(double value) {
      return Fluent.set(this, dropoutSwitchEpoch(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final DoubleParam inputDropout;
    final DoubleArrayParam hiddenDropout;
    final Param<String> dropoutKind;
    final Param<String> maskSharing;
    final Param<String> dropoutSchedule;
    final DoubleParam dropoutSwitchEpoch;

    Group(Declaration declare) {
      this.inputDropout = declare.number(TrainingSettings.INPUT_DROPOUT);
      this.hiddenDropout = declare.numbers(TrainingSettings.HIDDEN_DROPOUT);
      this.dropoutKind = declare.text(TrainingSettings.DROPOUT_KIND);
      this.maskSharing = declare.text(TrainingSettings.MASK_SHARING);
      this.dropoutSchedule = declare.text(TrainingSettings.DROPOUT_SCHEDULE);
      this.dropoutSwitchEpoch = declare.number(TrainingSettings.DROPOUT_SWITCH_EPOCH);
    }
  }
}
