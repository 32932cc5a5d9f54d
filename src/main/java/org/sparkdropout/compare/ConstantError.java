package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.measure.NumberPredictions;
import org.sparkdropout.measure.Residuals;

/**
 * The test error without a network: of always answering with the largest class of the training
 * rows, of numbers with their mean label. An arm that is no better has learnt nothing.
 */
final class ConstantError {
  private ConstantError() {}

  /** The share of test rows that are not of the largest class; of equal ones the first. */
  static double ofClasses(Dataset<Row> train, Dataset<Row> test, String label) {
    Row largest =
        classes(train, label)
            .groupBy("class")
            .agg(count(lit(1)).as("rows"))
            .orderBy(col("rows").desc(), col("class"))
            .first();
    Column wrong = col("class").notEqual(largest.getDouble(0)).cast(DataTypes.LongType);
    Row found = classes(test, label).agg(avg(wrong)).first();
    return found.isNullAt(0) ? Double.NaN : found.getDouble(0);
  }

  private static Dataset<Row> classes(Dataset<Row> table, String label) {
    Column labels = table.col(QuotingUtils.quoteIdentifier(label)).cast(DataTypes.DoubleType);
    return table
        .select(labels.as("class"))
        .filter(col("class").isNotNull().and(not(isnan(col("class")))));
  }

  /** The RMSE of the mean label. */
  static double ofNumbers(Dataset<Row> train, Dataset<Row> test, String label) {
    return residuals(test, label).rmseOf(residuals(train, label).meanLabel());
  }

  private static Residuals residuals(Dataset<Row> table, String label) {
    return new NumberPredictions(label, label).residuals(table);
  }
}
