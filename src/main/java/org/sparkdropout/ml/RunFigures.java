package org.sparkdropout.ml;

import java.util.List;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.model.TrainingSummary;
import org.sparkdropout.train.EpochRecord;

/** The figures of a run that stay with a model: the plan as it was resolved, and each epoch. */
public interface RunFigures {
  /**
   * All figures at once.
   *
   * @return those of the run
   */
  TrainingSummary run();

  /** {@return the shape, such as {@code 784-800-800-10 relu}} */
  default String network() {
    return run().network();
  }

  /** {@return the number of weights and biases} */
  default int parameters() {
    return run().parameters();
  }

  /** {@return the epochs that were planned} */
  default int epochs() {
    return run().epochs();
  }

  /** {@return examples in a step of one replica} */
  default int batchSize() {
    return run().batchSize();
  }

  /** {@return copies of the network, resolved, at least 1} */
  default int replicas() {
    return run().replicas();
  }

  /** {@return steps between two averages} */
  default int averagingInterval() {
    return run().averagingInterval();
  }

  /** {@return rows trained on} */
  default long trainingRows() {
    return run().trainingRows();
  }

  /** {@return rows held out} */
  default long validationRows() {
    return run().validationRows();
  }

  /** {@return rows left out because of a defect} */
  default long unusableRows() {
    return run().unusableRows();
  }

  /** {@return one record an epoch, in order} */
  default List<EpochRecord> history() {
    return run().history();
  }

  /** {@return the epoch the weights are from, counted from 1; 0 if there was none} */
  default int bestEpoch() {
    return run().bestEpoch();
  }

  /** {@return whether early stopping ended training} */
  default boolean stoppedEarly() {
    return run().stoppedEarly();
  }

  /**
   * {@return what makes the model useless or worse than it could be, a sentence with a remedy each}
   */
  default List<String> warnings() {
    return run().warnings();
  }

  /**
   * What the errors of epochs are.
   *
   * @return the share of wrong classes, or the RMSE
   */
  default ErrorMeasure errorMeasure() {
    return run().measure();
  }
}
