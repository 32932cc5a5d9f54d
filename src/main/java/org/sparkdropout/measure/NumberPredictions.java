package org.sparkdropout.measure;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
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
   * The errors of the network.
   *
   * @param scored rows with these columns
   * @return over the rows that have both; exact
   */
  public Residuals residuals(Dataset<Row> scored) {
    return scored
        .select(labels(), predictions())
        .toJavaRDD()
        .aggregate(new Residuals(), NumberPredictions::add, NumberPredictions::add);
  }

  private static Residuals add(Residuals sums, Row row) {
    Optional<double[]> label = read(row.get(0));
    Optional<double[]> prediction = read(row.get(1));
    if (label.isPresent() && prediction.isPresent()) {
      sums.add(label.get(), prediction.get());
    }
    return sums;
  }

  private static Residuals add(Residuals sums, Residuals more) {
    sums.add(more);
    return sums;
  }

  /**
   * The numbers in a cell.
   *
   * @param cell a number, a vector, or null
   * @return empty if one of them is missing, not finite or beyond {@link #LARGEST}
   */
  public static Optional<double[]> read(Object cell) {
    if (cell == null) {
      return Optional.empty();
    }
    double[] numbers =
        cell instanceof Vector vector
            ? vector.toArray()
            : new double[] {((Number) cell).doubleValue()};
    return Optional.of(numbers)
        .filter(all -> Arrays.stream(all).allMatch(number -> Math.abs(number) <= LARGEST));
  }

  /**
   * The squared error of a row, of vectors the mean over their numbers.
   *
   * @param label its numbers
   * @param prediction as wide
   * @return at least 0
   * @throws InvalidDataException if they have different widths
   */
  public static double meanSquare(double[] label, double[] prediction) {
    requireSameWidth(label, prediction);
    double sum = 0;
    for (int i = 0; i < label.length; i++) {
      double residual = label[i] - prediction[i];
      sum += residual * residual;
    }
    return sum / label.length;
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
