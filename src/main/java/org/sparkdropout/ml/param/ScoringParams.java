package org.sparkdropout.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Params of reading rows, in training and in scoring. */
public interface ScoringParams extends GroupedParams {
  /**
   * {@return the param: what to do with rows that hold null, NaN or infinite values: error; skip:
   * leave them out; keep: leave them out of training, and predict NaN for them in scoring}
   */
  default Param<String> handleInvalid() {
    return paramGroups().scoring.handleInvalid;
  }

  /** {@return the value of {@link #handleInvalid()}} */
  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }

  /**
   * {@return the param: rows that a task takes from the table at a time to score them, at least 1;
   * predictions do not depend on it}
   */
  default IntParam scoringBatchSize() {
    return paramGroups().scoring.scoringBatchSize;
  }

  /** {@return the value of {@link #scoringBatchSize()}} */
  default int getScoringBatchSize() {
    return (int) getOrDefault(scoringBatchSize());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends ScoringParams {
    /**
     * Sets {@link #handleInvalid()}.
     *
     * @param value what to do with rows that hold null, NaN or infinite values: error; skip: leave
     *     them out; keep: leave them out of training, and predict NaN for them in scoring
     * @return this
     */
    default E setHandleInvalid(String value) {
      return Fluent.set(this, handleInvalid(), value);
    }

    /**
     * Sets {@link #scoringBatchSize()}.
     *
     * @param value rows that a task takes from the table at a time to score them, at least 1;
     *     predictions do not depend on it
     * @return this
     */
    default E setScoringBatchSize(int value) {
      return Fluent.set(this, scoringBatchSize(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final Param<String> handleInvalid;
    final IntParam scoringBatchSize;

    Group(Declaration declare) {
      this.handleInvalid = declare.text(TrainingSettings.HANDLE_INVALID);
      this.scoringBatchSize = declare.integer(TrainingSettings.SCORING_BATCH_SIZE);
    }
  }
}
