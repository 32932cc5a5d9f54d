package org.sparkdropout.ml;

import java.util.function.Supplier;
import org.apache.spark.ml.classification.ClassificationSummary;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import scala.Tuple3;

/**
 * How well a model predicts the labels of a table, as Spark's own summaries say it: accuracy, and
 * by label precision, recall, F-measure and the rates of true and false positives.
 *
 * <p>The first figure that is asked for runs a job, whose result the other figures use too. Rows
 * count by the column of weights, if the model names one and the table has it. Thread-safe.
 */
public class DropoutClassificationSummary implements ClassificationSummary {
  private static final long serialVersionUID = 1L;

  private final String labelCol;
  private final String predictionCol;
  private final String probabilityCol;
  private final String weightCol;
  private final SummaryTable table;
  private transient MulticlassMetrics metrics;

  /**
   * A summary of a table.
   *
   * @param names of the columns
   * @param scoring gives the table with those columns; null if it is not there any more
   */
  DropoutClassificationSummary(SummaryColumns names, Supplier<Dataset<Row>> scoring) {
    this.labelCol = names.label();
    this.predictionCol = names.prediction();
    this.probabilityCol = names.probability();
    this.weightCol = names.weight();
    this.table = new SummaryTable(scoring);
  }

  /**
   * The table with the model's answers, which are computed when they are read.
   *
   * @return with the columns that the other methods name
   * @throws IllegalStateException if the table was not kept: models that were saved or sent keep
   *     none
   */
  @Override
  public Dataset<Row> predictions() {
    return table.predictions();
  }

  /** {@return the column of {@link #predictions()} with the label} */
  @Override
  public String labelCol() {
    return labelCol;
  }

  /** {@return the column of {@link #predictions()} with the predicted class} */
  @Override
  public String predictionCol() {
    return predictionCol;
  }

  /** {@return the column of {@link #predictions()} with the probability of each class} */
  public String probabilityCol() {
    return probabilityCol;
  }

  /** {@return the column of {@link #predictions()} with the weight; weightCol if none is named} */
  @Override
  public String weightCol() {
    return weightCol;
  }

  /** Made when it is first asked for. Columns may have any names, which Spark's own may not. */
  @Override
  public synchronized MulticlassMetrics
      org$apache$spark$ml$classification$ClassificationSummary$$multiclassMetrics() {
    if (metrics == null) {
      String labels = labelCol;
      String weights = weightCol;
      metrics =
          new MulticlassMetrics(
              predictions()
                  .select(number(predictionCol), number(labelCol), table.weight(weightCol))
                  .toJavaRDD()
                  .map(row -> checked(row, labels, weights))
                  .rdd());
    }
    return metrics;
  }

  /** A prediction, its label and its weight. */
  private static Tuple3<Object, Object, Object> checked(
      Row row, String labelCol, String weightCol) {
    SummaryTable.check(row, labelCol, weightCol);
    return new Tuple3<>(row.get(0), row.get(1), row.get(2));
  }

  private Column number(String name) {
    return table.column(name).cast(DataTypes.DoubleType);
  }

  /** Not called: the metrics are made when they are first asked for. */
  @Override
  public void
      org$apache$spark$ml$classification$ClassificationSummary$_setter_$org$apache$spark$ml$classification$ClassificationSummary$$multiclassMetrics_$eq(
          MulticlassMetrics made) {
    throw new UnsupportedOperationException();
  }
}
