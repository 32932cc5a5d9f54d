package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.measure.ClassCounts;
import org.sparkdropout.measure.NumberPredictions;
import org.sparkdropout.measure.Predictions;
import org.sparkdropout.measure.Quality;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressor;

/**
 * The columns of one run's predictions, and what is measured on them.
 *
 * @param label the column of labels
 * @param numbers whether labels are numbers, not classes
 */
record RunColumns(String label, boolean numbers) {
  private static final String PREDICTION = "compare_prediction";
  private static final String PROBABILITY = "compare_probability";

  static RunColumns of(DropoutEstimator<?, ?> estimator) {
    return new RunColumns(estimator.getLabelCol(), estimator instanceof DropoutRegressor);
  }

  private Predictions ofClasses() {
    return new Predictions(label, PREDICTION, PROBABILITY);
  }

  private NumberPredictions ofNumbers() {
    return new NumberPredictions(label, PREDICTION);
  }

  /** The columns that a model adds. */
  String[] answers() {
    return new String[] {PREDICTION, PROBABILITY};
  }

  /** Names the columns that are measured, and no others. */
  void nameIn(DropoutEstimator<?, ?> estimator) {
    estimator.set(estimator.predictionCol(), PREDICTION);
    if (estimator instanceof DropoutRegressor regressor) {
      regressor.clear(regressor.quantilesCol());
    } else if (estimator instanceof DropoutClassifier classifier) {
      classifier.setProbabilityCol(PROBABILITY);
      classifier.setRawPredictionCol("");
    }
  }

  /** Counts the answers in rows that a model has scored; nothing where labels are numbers. */
  Optional<ClassCounts> counts(Dataset<Row> scored, DropoutModel model) {
    return model instanceof DropoutClassificationModel classes
        ? Optional.of(ClassCounts.of(scored, ofClasses(), classes.numClasses()))
        : Optional.empty();
  }

  /** Measures the run on rows that its model has scored. */
  Quality quality(Dataset<Row> scored) {
    return numbers ? ofNumbers().residuals(scored).quality() : ofClasses().quality(scored);
  }

  /**
   * The error of a row: of classes 1 if the prediction is wrong and 0 if it is right, of numbers
   * the squared error; null if the row has no label or no prediction.
   */
  Column error() {
    if (numbers) {
      UDF2<Object, Object, Double> meanSquare = RunColumns::meanSquare;
      return udf(meanSquare, DataTypes.DoubleType).apply(quoted(label), quoted(PREDICTION));
    }
    return when(ofClasses().measurable(), ofClasses().wrong().cast(DataTypes.DoubleType));
  }

  private static Double meanSquare(Object label, Object prediction) {
    Optional<double[]> truth = NumberPredictions.read(label);
    Optional<double[]> answer = NumberPredictions.read(prediction);
    return truth.isPresent() && answer.isPresent()
        ? NumberPredictions.meanSquare(truth.get(), answer.get())
        : null;
  }

  private static Column quoted(String column) {
    return col(QuotingUtils.quoteIdentifier(column));
  }
}
