package org.sparkdropout.ml.param;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** What networks that answer with numbers make least, and which numbers they answer with. */
public interface RegressionParams extends GroupedParams {
  /**
   * {@return what a wrong answer costs: the name of a {@link LossKind} in lower case, such as
   * huber}
   */
  default Param<String> loss() {
    return paramGroups().regression.loss;
  }

  /** {@return the value of {@link #loss()}} */
  default String getLoss() {
    return getOrDefault(loss());
  }

  /** {@return the residual from which on the loss huber grows linearly, above 0} */
  default DoubleParam huberDelta() {
    return paramGroups().regression.huberDelta;
  }

  /** {@return the value of {@link #huberDelta()}} */
  default double getHuberDelta() {
    return (double) getOrDefault(huberDelta());
  }

  /** {@return the quantiles that the loss quantile estimates, in (0, 1), ascending} */
  default DoubleArrayParam quantileProbabilities() {
    return paramGroups().regression.quantileProbabilities;
  }

  /** {@return the value of {@link #quantileProbabilities()}} */
  default double[] getQuantileProbabilities() {
    return getOrDefault(quantileProbabilities());
  }

  /** {@return the column that receives all quantiles of a row, as a vector; unset for none} */
  default Param<String> quantilesCol() {
    return paramGroups().regression.quantilesCol;
  }

  /** {@return the value of {@link #quantilesCol()}} */
  default String getQuantilesCol() {
    return getOrDefault(quantilesCol());
  }

  /**
   * Setters of what only training asks.
   *
   * @param <E> the estimator
   */
  interface Setters<E> extends RegressionParams, Outputs<E> {
    /**
     * Sets {@link #loss()}.
     *
     * @param value the name of a {@link LossKind} in lower case, such as huber
     * @return this
     */
    default E setLoss(String value) {
      return Fluent.set(this, loss(), value);
    }

    /**
     * Sets {@link #huberDelta()}.
     *
     * @param value in standard deviations of the label, above 0
     * @return this
     */
    default E setHuberDelta(double value) {
      return Fluent.set(this, huberDelta(), value);
    }

    /**
     * Sets {@link #quantileProbabilities()}.
     *
     * @param value in (0, 1), ascending
     * @return this
     */
    default E setQuantileProbabilities(double... value) {
      return Fluent.set(this, quantileProbabilities(), value);
    }

    /**
     * Sets {@link #quantileProbabilities()}.
     *
     * @param value in (0, 1), ascending
     * @return this
     */
    default E setQuantileProbabilities(List<? extends Number> value) {
      return setQuantileProbabilities(NumberList.doubles(quantileProbabilities().name(), value));
    }
  }

  /**
   * Setters of columns that a model adds.
   *
   * @param <E> the estimator or the model
   */
  interface Outputs<E> extends RegressionParams {
    /**
     * Sets {@link #quantilesCol()}.
     *
     * @param value a new column
     * @return this
     */
    default E setQuantilesCol(String value) {
      return Fluent.set(this, quantilesCol(), value);
    }
  }

  /** The params themselves. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> loss;
    final DoubleParam huberDelta;
    final DoubleArrayParam quantileProbabilities;
    final Param<String> quantilesCol;

    Group(Declaration declare) {
      this.loss = declare.text(TrainingSettings.LOSS);
      this.huberDelta = declare.number(TrainingSettings.HUBER_DELTA);
      this.quantileProbabilities = declare.numbers(TrainingSettings.QUANTILE_PROBABILITIES);
      this.quantilesCol = declare.text(TrainingSettings.QUANTILES_COL);
    }
  }
}
