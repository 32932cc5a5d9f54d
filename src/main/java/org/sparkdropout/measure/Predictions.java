package org.sparkdropout.measure;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.head.SoftmaxCrossEntropy;

/**
 * The columns of one network's predictions, and what can be measured on them.
 *
 * <p>Rows without a label (null or NaN) or without a prediction (NaN) are not measured. A label
 * that is none of the network's classes is an error, with the loss of the least probability.
 *
 * <p>Losses are summed as decimals of 18 places and errors are counted, so that sums are exact and
 * depend neither on the order of the rows nor on partitions.
 *
 * @param label the column of true classes, 0, 1, ...
 * @param prediction the column of predicted classes
 * @param probability the column of vectors of probabilities
 */
public record Predictions(String label, String prediction, String probability) {
  /** Of a label that is none of the classes. */
  static final int UNSEEN = -1;

  /**
   * Measures a network in one pass.
   *
   * @param scored rows with these columns
   * @return rows, error and loss
   */
  public ClassificationQuality quality(Dataset<Row> scored) {
    Row found = scored.filter(measurable()).agg(count(lit(1)), rows(wrong()), sum(loss())).first();
    return ClassificationQuality.of(found.getLong(0), found.getLong(1), found.getDecimal(2));
  }

  /**
   * How many rows a condition holds for.
   *
   * @param holds the condition
   * @return a sum, 0 without rows
   */
  public static Column rows(Column holds) {
    return coalesce(sum(holds.cast(DataTypes.LongType)), lit(0L));
  }

  /** {@return whether a row can be measured} */
  public Column measurable() {
    return answered().and(labelled());
  }

  /** Whether a row has a prediction. */
  Column answered() {
    return quoted(prediction).isNotNull().and(not(isnan(quoted(prediction))));
  }

  /** Whether a row has a label, of whatever class. */
  Column labelled() {
    return truth().isNotNull().and(not(isnan(truth())));
  }

  private Column truth() {
    return quoted(label).cast(DataTypes.DoubleType);
  }

  private Column isClass() {
    Column truth = truth();
    return truth.geq(0).and(truth.lt(size(probabilities()))).and(truth.equalTo(floor(truth)));
  }

  private Column probabilities() {
    return vector_to_array(quoted(probability), "float64");
  }

  /** The true class of a row with a label, {@link #UNSEEN} if it is none of the network's. */
  Column trueClass() {
    return when(isClass(), truth().cast(DataTypes.IntegerType)).otherwise(UNSEEN);
  }

  /** The predicted class. */
  Column predictedClass() {
    return quoted(prediction).cast(DataTypes.IntegerType);
  }

  /** The probability of class 1. */
  Column probabilityOfSecond() {
    return element_at(probabilities(), 2);
  }

  /** The probability that the network gives to its answer. */
  Column confidence() {
    return element_at(probabilities(), predictedClass().plus(1));
  }

  /** The bin of {@link #confidence} in a {@link Calibration}, from 0: each has its upper end. */
  Column calibrationBin() {
    Column upper = ceil(confidence().multiply(Calibration.BINS)).cast(DataTypes.IntegerType);
    return least(greatest(upper, lit(1)), lit(Calibration.BINS)).minus(1);
  }

  /** {@return whether the prediction is wrong} */
  public Column wrong() {
    return quoted(prediction).notEqual(truth());
  }

  /** {@return the cross-entropy of a row, in nats} */
  public Column loss() {
    Column index = truth().cast(DataTypes.IntegerType).plus(1);
    Column chance = when(isClass(), element_at(probabilities(), index)).otherwise(0.0);
    return negate(log(greatest(chance, lit(SoftmaxCrossEntropy.LEAST_PROBABILITY))))
        .cast(ClassificationQuality.LOSS);
  }

  private static Column quoted(String column) {
    return col(QuotingUtils.quoteIdentifier(column));
  }
}
