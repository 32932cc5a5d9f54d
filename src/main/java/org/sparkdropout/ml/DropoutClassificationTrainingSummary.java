package org.sparkdropout.ml;

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
    implements org.apache.spark.ml.classification.TrainingSummary, RunFigures {
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

  @Override
  public synchronized TrainingSummary run() {
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
