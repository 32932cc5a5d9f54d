package org.sparkdropout.ml;

import java.io.Serializable;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.ml.functions;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import scala.Tuple3;

/**
 * How well a model predicts the labels of a table, with the figures of Spark's own summaries: root
 * mean squared error, mean absolute error, R2, explained variance. Of labels that are vectors a
 * figure is the mean over their numbers, and the root is taken of that mean.
 *
 * <p>The first figure that is asked for runs a job for each number of a label, whose results the
 * other figures use too. Rows count by the column of weights, if the model names one and the table
 * has it. Thread-safe.
 */
public class DropoutRegressionSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String labelCol;
  private final String predictionCol;
  private final String weightCol;
  private final int width;
  private final SummaryTable table;
  private transient RegressionMetrics[] metrics;

  /**
   * A summary of a table.
   *
   * @param names of the columns
   * @param width the numbers of a label
   * @param scoring gives the table with those columns; null if it is not there any more
   */
  DropoutRegressionSummary(SummaryColumns names, int width, Supplier<Dataset<Row>> scoring) {
    this.labelCol = names.label();
    this.predictionCol = names.prediction();
    this.weightCol = names.weight();
    this.width = width;
    this.table = new SummaryTable(scoring);
  }

  /**
   * The table with the model's answers, which are computed when they are read.
   *
   * @return with the columns that the other methods name
   * @throws IllegalStateException if the table was not kept: models that were saved or sent keep
   *     none
   */
  public Dataset<Row> predictions() {
    return table.predictions();
  }

  /** {@return the column of what is to be predicted} */
  public String labelCol() {
    return labelCol;
  }

  /** {@return the column of what the model predicts} */
  public String predictionCol() {
    return predictionCol;
  }

  /** {@return the column of weights; a table need not have it} */
  public String weightCol() {
    return weightCol;
  }

  /** {@return the root of the mean squared residual, in the units of the label} */
  public double rootMeanSquaredError() {
    return Math.sqrt(meanSquaredError());
  }

  /** {@return the mean squared residual} */
  public double meanSquaredError() {
    return mean(RegressionMetrics::meanSquaredError);
  }

  /** {@return the mean size of a residual, in the units of the label} */
  public double meanAbsoluteError() {
    return mean(RegressionMetrics::meanAbsoluteError);
  }

  /** {@return 1 - squared residuals / squared distances from the mean label; at most 1} */
  public double r2() {
    return mean(RegressionMetrics::r2);
  }

  /** {@return the mean squared distance of the predictions from the mean label} */
  public double explainedVariance() {
    return mean(RegressionMetrics::explainedVariance);
  }

  /** {@return the rows of the table} */
  public long numInstances() {
    return metrics()[0].count();
  }

  /** {@return the residuals, label - prediction, in a column of that name; of numbers only} */
  public Dataset<Row> residuals() {
    Column label = table.column(labelCol).cast(DataTypes.DoubleType);
    return predictions().select(label.minus(table.column(predictionCol)).as("residuals"));
  }

  private double mean(ToDoubleFunction<RegressionMetrics> figure) {
    return IntStream.range(0, width).mapToDouble(i -> figure.applyAsDouble(metrics()[i])).sum()
        / width;
  }

  private synchronized RegressionMetrics[] metrics() {
    if (metrics == null) {
      metrics = IntStream.range(0, width).mapToObj(this::metrics).toArray(RegressionMetrics[]::new);
    }
    return metrics;
  }

  private RegressionMetrics metrics(int place) {
    String labels = labelCol;
    String weights = weightCol;
    return new RegressionMetrics(
        predictions()
            .select(vector(predictionCol), vector(labelCol), table.weight(weightCol))
            .toJavaRDD()
            .map(row -> checked(row, place, labels, weights))
            .rdd());
  }

  /** A column as arrays of numbers, whether it holds vectors or numbers. */
  private Column vector(String name) {
    Column column = table.column(name);
    return width > 1 || !isNumber(name)
        ? functions.vector_to_array(column, "float64")
        : org.apache.spark.sql.functions.array(column.cast(DataTypes.DoubleType));
  }

  private boolean isNumber(String name) {
    return predictions().schema().apply(name).dataType()
        instanceof org.apache.spark.sql.types.NumericType;
  }

  private static Tuple3<Object, Object, Object> checked(
      Row row, int place, String labelCol, String weightCol) {
    SummaryTable.check(row, labelCol, weightCol);
    return new Tuple3<>(
        row.<Double>getList(0).get(place), row.<Double>getList(1).get(place), row.get(2));
  }
}
