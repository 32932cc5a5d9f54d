package org.sparkdropout.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.shared.HasWeightCol;

/** Params of the examples: their weights, and which are held out. */
public interface ExampleParams extends GroupedParams, HasWeightCol {
  /**
   * {@return the param: numeric column of example weights, finite and at least 0; unset for equal
   * weights}
   */
  @Override
  default Param<String> weightCol() {
    return paramGroups().example.weightCol;
  }

  /** Not called: params are made by {@link ParamGroups}, with rules and messages of our own. */
  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> param) {
    throw new UnsupportedOperationException();
  }

  /**
   * {@return the param: share of the rows held out for validation, in [0, 1), chosen by their
   * content}
   */
  default DoubleParam validationFraction() {
    return paramGroups().example.validationFraction;
  }

  /** {@return the value of {@link #validationFraction()}} */
  default double getValidationFraction() {
    return (double) getOrDefault(validationFraction());
  }

  /**
   * {@return the param: boolean column that is true for rows held out for validation; unset for
   * none}
   */
  default Param<String> validationIndicatorCol() {
    return paramGroups().example.validationIndicatorCol;
  }

  /** {@return the value of {@link #validationIndicatorCol()}} */
  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends ExampleParams {
    /**
     * Sets {@link #weightCol()}.
     *
     * @param value numeric column of example weights, finite and at least 0; unset for equal
     *     weights
     * @return this
     */
    default E setWeightCol(String value) {
      return Fluent.set(this, weightCol(), value);
    }

    /**
     * Sets {@link #validationFraction()}.
     *
     * @param value share of the rows held out for validation, in [0, 1), chosen by their content
     * @return this
     */
    default E setValidationFraction(double value) {
      return Fluent.set(this, validationFraction(), value);
    }

    /**
     * Sets {@link #validationIndicatorCol()}.
     *
     * @param value boolean column that is true for rows held out for validation; unset for none
     * @return this
     */
    default E setValidationIndicatorCol(String value) {
      return Fluent.set(this, validationIndicatorCol(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final Param<String> weightCol;
    final DoubleParam validationFraction;
    final Param<String> validationIndicatorCol;

    Group(Declaration declare) {
      this.weightCol = declare.text(TrainingSettings.WEIGHT_COL);
      this.validationFraction = declare.number(TrainingSettings.VALIDATION_FRACTION);
      this.validationIndicatorCol = declare.text(TrainingSettings.VALIDATION_INDICATOR_COL);
    }
  }
}
