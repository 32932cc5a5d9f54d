package org.sparkdropout.ml;

import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.data.InvalidDataException;

/** The table that a summary tells of, with the model's answers in it. Thread-safe. */
final class SummaryTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<Dataset<Row>> scoring;
  private transient Dataset<Row> predictions;

  /** A table; the supplier is null if it is not there any more. */
  SummaryTable(Supplier<Dataset<Row>> scoring) {
    this.scoring = scoring;
  }

  /**
   * The table with the model's answers, which are computed when they are read.
   *
   * @throws IllegalStateException if the table was not kept
   */
  synchronized Dataset<Row> predictions() {
    if (predictions == null) {
      if (scoring == null) {
        throw new IllegalStateException(
            "A summary must have its table for predictions and for what is computed from them. This one has none: a model that was saved or sent does not keep the training table. Call evaluate of the model with a table");
      }
      predictions = scoring.get();
    }
    return predictions;
  }

  Column column(String name) {
    return predictions().col(QuotingUtils.quoteIdentifier(name));
  }

  /** The weights of the rows; 1 for all if the table has no such column. */
  Column weight(String name) {
    boolean there = Arrays.asList(predictions().schema().fieldNames()).contains(name);
    return there ? column(name).cast(DataTypes.DoubleType) : lit(1.0);
  }

  /**
   * Checks the label and the weight of a row.
   *
   * @param row (prediction, label, weight)
   * @throws InvalidDataException if one of them cannot be evaluated
   */
  static void check(Row row, String labelCol, String weightCol) {
    if (row.isNullAt(1)) {
      throw new InvalidDataException(
          "labelCol must hold a label in every row that is evaluated. Column '%s' holds null. Leave these rows out"
              .formatted(labelCol));
    }
    if (row.isNullAt(2) || !(row.getDouble(2) >= 0 && row.getDouble(2) <= Double.MAX_VALUE)) {
      throw new InvalidDataException(
          "weightCol must hold finite numbers >= 0. Column '%s' holds %s. Repair these rows, or leave them out"
              .formatted(weightCol, row.get(2)));
    }
  }
}
