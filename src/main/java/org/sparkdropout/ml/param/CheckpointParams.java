package org.sparkdropout.ml.param;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/**
 * Params of checkpoints: where the state of a run is kept, and how often. They change no result.
 *
 * <p>A folder belongs to one run: an estimator that is fitted many times, as by a cross-validator,
 * should have none.
 */
public interface CheckpointParams extends GroupedParams {
  /** What the names of these params start with. */
  String PREFIX = "checkpoint";

  /**
   * {@return the param: folder for checkpoints, on any file system that Hadoop knows; unset for
   * none}
   */
  default Param<String> checkpointPath() {
    return paramGroups().checkpoint.checkpointPath;
  }

  /** {@return the value of {@link #checkpointPath()}} */
  default String getCheckpointPath() {
    return getOrDefault(checkpointPath());
  }

  /** {@return the folder that {@link #checkpointPath()} names; nothing if unset or empty} */
  default Optional<String> checkpointFolder() {
    return isDefined(checkpointPath())
        ? Optional.of(getCheckpointPath()).filter(path -> !path.isEmpty())
        : Optional.empty();
  }

  /** {@return the param: how often a checkpoint is written, such as 1 epoch or 10 minutes} */
  default Param<String> checkpointInterval() {
    return paramGroups().checkpoint.checkpointInterval;
  }

  /** {@return the value of {@link #checkpointInterval()}} */
  default String getCheckpointInterval() {
    return getOrDefault(checkpointInterval());
  }

  /** {@return the param: how many checkpoints are kept, the newest, at least 1} */
  default IntParam checkpointKeep() {
    return paramGroups().checkpoint.checkpointKeep;
  }

  /** {@return the value of {@link #checkpointKeep()}} */
  default int getCheckpointKeep() {
    return (int) getOrDefault(checkpointKeep());
  }

  /**
   * {@return the param: go on from the newest whole checkpoint; false deletes all at the start and
   * trains anew}
   */
  default BooleanParam checkpointResume() {
    return paramGroups().checkpoint.checkpointResume;
  }

  /** {@return the value of {@link #checkpointResume()}} */
  default boolean getCheckpointResume() {
    return (boolean) getOrDefault(checkpointResume());
  }

  /**
   * The setters of these params.
   *
   * @param <E> the type that setters return
   */
  interface Setters<E> extends CheckpointParams {
    /**
     * Sets {@link #checkpointPath()}.
     *
     * @param value folder for checkpoints, on any file system that Hadoop knows; empty for none
     * @return this
     */
    default E setCheckpointPath(String value) {
      return Fluent.set(this, checkpointPath(), value);
    }

    /**
     * Sets {@link #checkpointInterval()}.
     *
     * @param value how often a checkpoint is written, such as 1 epoch or 10 minutes
     * @return this
     */
    default E setCheckpointInterval(String value) {
      return Fluent.set(this, checkpointInterval(), value);
    }

    /**
     * Sets {@link #checkpointKeep()}.
     *
     * @param value how many checkpoints are kept, the newest, at least 1
     * @return this
     */
    default E setCheckpointKeep(int value) {
      return Fluent.set(this, checkpointKeep(), value);
    }

    /**
     * Sets {@link #checkpointResume()}.
     *
     * @param value go on from the newest whole checkpoint; false deletes all at the start and
     *     trains anew
     * @return this
     */
    default E setCheckpointResume(boolean value) {
      return Fluent.set(this, checkpointResume(), value);
    }
  }

  /** These params of one estimator or model. */
  final class Group implements Serializable {
    private static final long serialVersionUID = 1L;
    final Param<String> checkpointPath;
    final Param<String> checkpointInterval;
    final IntParam checkpointKeep;
    final BooleanParam checkpointResume;

    Group(Declaration declare) {
      this.checkpointPath = declare.text(TrainingSettings.CHECKPOINT_PATH);
      this.checkpointInterval = declare.text(TrainingSettings.CHECKPOINT_INTERVAL);
      this.checkpointKeep = declare.integer(TrainingSettings.CHECKPOINT_KEEP);
      this.checkpointResume = declare.flag(TrainingSettings.CHECKPOINT_RESUME);
    }
  }
}
