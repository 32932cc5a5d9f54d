package org.sparkdropout.compare;

import org.sparkdropout.measure.NumberPredictions;
import org.sparkdropout.measure.Predictions;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutRegressor;

/**
 * The columns of a run's predictions, under names of their own, so that one table can hold those of
 * all runs.
 *
 * @param run the name of the run
 */
record RunColumns(String run) {
  static RunColumns of(Arm arm, long seed) {
    return new RunColumns(arm.runName(seed));
  }

  private String prediction() {
    return "compare_prediction_" + run;
  }

  private String probability() {
    return "compare_probability_" + run;
  }

  Predictions classes(String label) {
    return new Predictions(label, prediction(), probability());
  }

  NumberPredictions numbers(String label) {
    return new NumberPredictions(label, prediction());
  }

  /** Names the columns that are measured, and no others. */
  void nameIn(DropoutEstimator<?, ?> estimator) {
    estimator.set(estimator.predictionCol(), prediction());
    if (estimator instanceof DropoutRegressor regressor) {
      regressor.clear(regressor.quantilesCol());
    } else if (estimator instanceof DropoutClassifier classifier) {
      classifier.setProbabilityCol(probability());
      classifier.setRawPredictionCol("");
    }
  }
}
