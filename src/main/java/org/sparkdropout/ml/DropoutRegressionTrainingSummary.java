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
 * rows are computed from the training table when they are asked for. So a loaded model has none:
 * its {@link DropoutRegressionModel#evaluate} computes them for any table.
 *
 * <p>Equal to the summary of another model whose plan and epochs are equal.
 */
public final class DropoutRegressionTrainingSummary extends DropoutRegressionSummary
    implements RunFigures {
  private static final long serialVersionUID = 1L;

  private final TrainingNotes notes;
  private transient TrainingSummary run;

  /**
   * A summary.
   *
   * @param notes of the run
   * @param names of the columns
   * @param width the numbers of a label
   * @param scoring gives the rows trained on with those columns; null if they are not there
   */
  DropoutRegressionTrainingSummary(
      TrainingNotes notes, SummaryColumns names, int width, Supplier<Dataset<Row>> scoring) {
    super(names, width, scoring);
    this.notes = notes;
  }

  @Override
  public synchronized TrainingSummary run() {
    if (run == null) {
      run = notes.summary();
    }
    return run;
  }

  /** {@return the mean training loss of each epoch, on labels of mean 0 and deviation 1} */
  public double[] objectiveHistory() {
    return history().stream().mapToDouble(EpochRecord::loss).toArray();
  }

  /** {@return the epochs that were trained} */
  public int totalIterations() {
    return history().size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DropoutRegressionTrainingSummary summary && run().equals(summary.run());
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
