package org.sparkdropout.bench;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingListener;

/** Training that ends with its first step: with all that has to be done before it. */
final class FirstStep {
  private FirstStep() {}

  /** Ends a run from within its listener. */
  private static final class Reached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Reached() {
      super("the first step is done", null, false, false);
    }
  }

  /**
   * Trains until every replica has made a step.
   *
   * @param rows features and label
   * @param hidden units of each hidden layer
   * @throws IllegalStateException if training ends without a step
   */
  static void of(Dataset<Row> rows, int[] hidden) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void roundFinished(Progress progress) {
            throw new Reached();
          }
        };
    try {
      new DropoutClassifier()
          .setHiddenLayers(hidden)
          .setMaxIter(1)
          .setAveragingInterval(1)
          .setListener(listener)
          .fit(rows);
    } catch (Reached first) {
      return;
    }
    throw new IllegalStateException("Training must make a step. It made none");
  }
}
