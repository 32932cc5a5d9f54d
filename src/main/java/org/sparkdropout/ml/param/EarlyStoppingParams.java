package org.sparkdropout.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Params of early stopping. */
public interface EarlyStoppingParams extends GroupedParams {
  /**
   * {@return the param: epochs without an improvement on the validation rows before training stops
   * and the best weights are restored, at least 0; 0 to never stop early}
   */
  default IntParam patience() {
    return paramGroups().earlyStopping.patience;
  }

  /** {@return the value of {@link #patience()}} */
  default int getPatience() {
    return (int) getOrDefault(patience());
  }

  /** {@return the param: what is watched on the validation rows: loss or error} */
  default Param<String> earlyStoppingMetric() {
    return paramGroups().earlyStopping.earlyStoppingMetric;
  }

  /** {@return the value of {@link #earlyStoppingMetric()}} */
  default String getEarlyStoppingMetric() {
    return getOrDefault(earlyStoppingMetric());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends EarlyStoppingParams {
    /**
     * Sets {@link #patience()}.
     *
     * @param value epochs without an improvement on the validation rows before training stops and
     *     the best weights are restored, at least 0; 0 to never stop early
     * @return this
     */
    default E setPatience(int value) {
      return Fluent.set(this, patience(), value);
    }

    /**
     * Sets {@link #earlyStoppingMetric()}.
     *
     * @param value what is watched on the validation rows: loss or error
     * @return this
     */
    default E setEarlyStoppingMetric(String value) {
      return Fluent.set(this, earlyStoppingMetric(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final IntParam patience;
    final Param<String> earlyStoppingMetric;

    Group(Declaration declare) {
      this.patience = declare.integer(TrainingSettings.PATIENCE);
      this.earlyStoppingMetric = declare.text(TrainingSettings.EARLY_STOPPING_METRIC);
    }
  }
}
