package org.sparkdropout.ml;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.model.TrainingNotes;
import org.sparkdropout.model.TrainingSummary;
import org.sparkdropout.train.EpochRecord;

/**
 * How a model was trained: the plan's figures as they were resolved, what each epoch did, and how
 * well the model predicts the rows that it was trained on.
 *
 * <p>The plan and the epochs stay with a model that is saved and loaded. The figures on training
 * rows (accuracy, those by label, predictions) are computed from the training table when they are
 * asked for, as those of Spark's own summaries are. So a loaded model has none: its {@link
 * DropoutClassificationModel#evaluate} computes them for any table.
 *
 * <p>Equal to the summary of another model whose plan and epochs are equal.
 */
public final class DropoutClassificationTrainingSummary extends DropoutClassificationSummary
    implements org.apache.spark.ml.classification.TrainingSummary {
  private static final long serialVersionUID = 1L;

  private final TrainingNotes notes;
  private transient TrainingSummary run;

  /**
   * A summary.
   *
   * @param notes of the run
   * @param names of the columns
   * @param scoring gives the rows trained on with those columns; null if they are not there
   */
  DropoutClassificationTrainingSummary(
      TrainingNotes notes, SummaryColumns names, Supplier<Dataset<Row>> scoring) {
    super(names, scoring);
    this.notes = notes;
  }

  private synchronized TrainingSummary run() {
    if (run == null) {
      run = notes.summary();
    }
    return run;
  }

  /**
   * The loss of each epoch, on training rows with what was dropped.
   *
   * @return in the order of {@link #history()}; unlike Spark's, without one of the initial weights
   */
  @Override
  public double[] objectiveHistory() {
    return history().stream().mapToDouble(EpochRecord::loss).toArray();
  }

  /** {@return the epochs that were trained} */
  @Override
  public int totalIterations() {
    return history().size();
  }

  /** {@return the shape, such as {@code 784-800-800-10 relu}} */
  public String network() {
    return run().network();
  }

  /** {@return the number of weights and biases} */
  public int parameters() {
    return run().parameters();
  }

  /** {@return the epochs that were planned} */
  public int epochs() {
    return run().epochs();
  }

  /** {@return examples in a step of one replica} */
  public int batchSize() {
    return run().batchSize();
  }

  /** {@return copies of the network, resolved, at least 1} */
  public int replicas() {
    return run().replicas();
  }

  /** {@return steps between two averages} */
  public int averagingInterval() {
    return run().averagingInterval();
  }

  /** {@return rows trained on} */
  public long trainingRows() {
    return run().trainingRows();
  }

  /** {@return rows held out} */
  public long validationRows() {
    return run().validationRows();
  }

  /** {@return rows left out because of a defect} */
  public long unusableRows() {
    return run().unusableRows();
  }

  /** {@return one record an epoch, in order} */
  public List<EpochRecord> history() {
    return run().history();
  }

  /** {@return the epoch the weights are from, counted from 1; 0 if there was none} */
  public int bestEpoch() {
    return run().bestEpoch();
  }

  /** {@return whether early stopping ended training} */
  public boolean stoppedEarly() {
    return run().stoppedEarly();
  }

  /**
   * {@return what makes the model useless or worse than it could be, a sentence with a remedy each}
   */
  public List<String> warnings() {
    return run().warnings();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DropoutClassificationTrainingSummary summary
        && run().equals(summary.run());
  }

  @Override
  public int hashCode() {
    return run().hashCode();
  }

  @Override
  public String toString() {
    return run().toString();
  }
}
