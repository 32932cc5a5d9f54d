package org.sparkdropout.ml;

import org.apache.spark.ml.param.shared.HasProbabilityCol;
import org.sparkdropout.ml.param.Columns;

/**
 * The names of the columns that a summary is made from.
 *
 * @param label what is to be predicted
 * @param prediction the predicted class or number
 * @param probability of each class; empty where there are none
 * @param weight of the row; as in Spark's summaries, a table need not have it
 */
record SummaryColumns(String label, String prediction, String probability, String weight) {
  /** The columns that a model names; those it does not name are empty. */
  static SummaryColumns of(DropoutModel model) {
    return new SummaryColumns(
        model.getLabelCol(),
        model.getPredictionCol(),
        model instanceof HasProbabilityCol classes ? classes.getProbabilityCol() : "",
        Columns.named(model, model.weightCol()).orElse("weightCol"));
  }
}
