package org.sparkdropout.ml.param;

import java.io.Serializable;
import java.util.Map;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/** Params of estimators whose labels are classes. Their models do not have them. */
public interface ClassificationParams extends GroupedParams {
  /**
   * {@return the param: share of each label's probability that goes to all classes alike, in [0,
   * 1)}
   */
  default DoubleParam labelSmoothing() {
    return paramGroups().classification.labelSmoothing;
  }

  /** {@return the value of {@link #labelSmoothing()}} */
  default double getLabelSmoothing() {
    return (double) getOrDefault(labelSmoothing());
  }

  /**
   * {@return the param: weights of the classes in training: balanced, so that the rows of each
   * class weigh the same in total; or by class, such as yes = 5, no = 1, where the others weigh 1;
   * unset for equal weights}
   */
  default Param<String> classWeights() {
    return paramGroups().classification.classWeights;
  }

  /** {@return the value of {@link #classWeights()}} */
  default String getClassWeights() {
    return getOrDefault(classWeights());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends ClassificationParams {
    /**
     * Sets {@link #labelSmoothing()}.
     *
     * @param value share of each label's probability that goes to all classes alike, in [0, 1)
     * @return this
     */
    default E setLabelSmoothing(double value) {
      return Fluent.set(this, labelSmoothing(), value);
    }

    /**
     * Sets {@link #classWeights()}.
     *
     * @param value {@code balanced}, or weights by class such as {@code yes = 5, no = 1}: by its
     *     name where the metadata of the label column names classes, by its number otherwise
     * @return this
     */
    default E setClassWeights(String value) {
      return Fluent.set(this, classWeights(), value);
    }

    /**
     * Sets {@link #classWeights()}.
     *
     * @param value the weight of each class that is not to weigh 1, finite and at least 0
     * @return this
     */
    default E setClassWeights(Map<String, ? extends Number> value) {
      return setClassWeights(ClassWeights.text(value));
    }
  }

  /** These params of one estimator. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final DoubleParam labelSmoothing;
    final Param<String> classWeights;

    Group(Declaration declare) {
      this.labelSmoothing = declare.number(TrainingSettings.LABEL_SMOOTHING);
      this.classWeights = declare.text(TrainingSettings.CLASS_WEIGHTS);
    }
  }
}
