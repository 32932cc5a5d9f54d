package org.sparkdropout.measure;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.sparkdropout.data.InvalidDataException;

/**
 * The columns of one network that predicts numbers. Both hold numbers, or both hold Spark vectors.
 *
 * @param label the column of true values
 * @param prediction the column of predicted values, in the units of the label
 */
public record NumberPredictions(String label, String prediction) {
  /**
   * The largest size of a number that can be measured. The squares of larger ones could leave the
   * range of double precision.
   */
  public static final double LARGEST = 1e140;

  /** {@return the column of labels} */
  public Column labels() {
    return quoted(label);
  }

  /** {@return the column of predictions} */
  public Column predictions() {
    return quoted(prediction);
  }

  private static Column quoted(String column) {
    return col(QuotingUtils.quoteIdentifier(column));
  }

  /**
   * The numbers in a column of a row.
   *
   * @param row with a number or a vector there, or null
   * @param column its place
   * @return empty if one of them is missing, not finite or beyond {@link #LARGEST}
   */
  public static Optional<double[]> read(Row row, int column) {
    if (row.isNullAt(column)) {
      return Optional.empty();
    }
    double[] numbers =
        row.get(column) instanceof Vector vector
            ? vector.toArray()
            : new double[] {row.<Number>getAs(column).doubleValue()};
    return Optional.of(numbers)
        .filter(all -> Arrays.stream(all).allMatch(number -> Math.abs(number) <= LARGEST));
  }

  /**
   * Checks that a label and a prediction can be compared.
   *
   * @throws InvalidDataException if they have different widths
   */
  static void requireSameWidth(double[] label, double[] prediction) {
    if (label.length != prediction.length) {
      throw new InvalidDataException(
          "labelCol must hold as many numbers as the network predicts. A label that was measured has width %d, the prediction has width %d. Assemble the labels of all rows from the same columns"
              .formatted(label.length, prediction.length));
    }
  }
}
