package org.sparkdropout.compare;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The columns of one network's predictions, and what can be measured on them. Rows without a label
 * or without a prediction (NaN) are not measured.
 *
 * @param label the column of true classes, 0, 1, ...
 * @param prediction the column of predicted classes
 * @param probability the column of vectors of probabilities
 */
public record Predictions(String label, String prediction, String probability) {
  private static final double LEAST_PROBABILITY = 1e-15;

  /**
   * Measures a network in one pass.
   *
   * @param scored rows with these columns
   * @return rows, error and loss
   */
  public Quality quality(Dataset<Row> scored) {
    Row found =
        scored
            .filter(measurable())
            .agg(count(lit(1)), avg(wrong().cast(DataTypes.DoubleType)), avg(loss()))
            .first();
    return quality(found, 0);
  }

  /** Rows, error and loss from three columns of an aggregate. */
  static Quality quality(Row found, int first) {
    if (found.getLong(first) == 0) {
      return new Quality(0, Double.NaN, Double.NaN);
    }
    return new Quality(
        found.getLong(first), found.getDouble(first + 1), found.getDouble(first + 2));
  }

  /** Whether a row can be measured: it has a prediction, and its label is one of the classes. */
  Column measurable() {
    Column truth = col(label);
    Column classes = size(vector_to_array(col(probability), "float64"));
    Column isClass = truth.geq(0).and(truth.lt(classes)).and(truth.equalTo(floor(truth)));
    return coalesce(not(isnan(col(prediction))).and(isClass), lit(false));
  }

  /** Whether the prediction is wrong. */
  Column wrong() {
    return col(prediction).notEqual(col(label));
  }

  /** Cross-entropy of a row, in nats. */
  Column loss() {
    Column index = col(label).cast(DataTypes.IntegerType).plus(1);
    Column chance = element_at(vector_to_array(col(probability), "float64"), index);
    return negate(log(greatest(chance, lit(LEAST_PROBABILITY))));
  }
}
