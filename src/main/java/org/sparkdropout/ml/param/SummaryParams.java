package org.sparkdropout.ml.param;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.ml.param.Param;

/** Params of what is written for TensorBoard while a run trains. They change no result. */
public interface SummaryParams extends GroupedParams {
  /** What the names of these params start with. */
  String PREFIX = "summary";

  /**
   * {@return the param: folder for TensorBoard's event files, on any file system that Hadoop knows,
   * with a folder for each run; unset for none}
   */
  default Param<String> summaryTensorboard() {
    return paramGroups().summary.summaryTensorboard;
  }

  /** {@return the value of {@link #summaryTensorboard()}} */
  default String getSummaryTensorboard() {
    return getOrDefault(summaryTensorboard());
  }

  /** {@return the folder that {@link #summaryTensorboard()} names; nothing if unset or empty} */
  default Optional<String> summaryFolder() {
    return isDefined(summaryTensorboard())
        ? Optional.of(getSummaryTensorboard()).filter(path -> !path.isEmpty())
        : Optional.empty();
  }

  /**
   * {@return the param: what the run is called in TensorBoard; unset: run- and 8 digits, which are
   * the same for the same settings and data}
   */
  default Param<String> summaryName() {
    return paramGroups().summary.summaryName;
  }

  /** {@return the value of {@link #summaryName()}} */
  default String getSummaryName() {
    return getOrDefault(summaryName());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends SummaryParams {
    /**
     * Sets {@link #summaryTensorboard()}.
     *
     * @param value folder for TensorBoard's event files, on any file system that Hadoop knows, with
     *     a folder for each run; empty for none
     * @return this
     */
    default E setSummaryTensorboard(String value) {
      return Fluent.set(this, summaryTensorboard(), value);
    }

    /**
     * Sets {@link #summaryName()}.
     *
     * @param value what the run is called in TensorBoard, without :, .. and a slash in front
     * @return this
     */
    default E setSummaryName(String value) {
      return Fluent.set(this, summaryName(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final Param<String> summaryTensorboard;
    final Param<String> summaryName;

    Group(Declaration declare) {
      this.summaryTensorboard = declare.text(TrainingSettings.SUMMARY_TENSORBOARD);
      this.summaryName = declare.text(TrainingSettings.SUMMARY_NAME);
    }
  }
}
