package org.sparkdropout.job;

import java.util.Arrays;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutRegressor;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.LabelIndex;
import org.sparkdropout.prepare.MissingLabels;

/** The labels of a table as an estimator learns them: checked, counted and numbered. */
final class LabelFit {
  private final DropoutEstimator<?, ?> estimator;
  private final String label;
  private final MissingLabels missing;

  /**
   * The labels that an estimator names.
   *
   * @param estimator of classes or of numbers
   * @param missing what becomes of rows without a label, where labels are classes
   */
  LabelFit(DropoutEstimator<?, ?> estimator, MissingLabels missing) {
    this.estimator = estimator;
    this.label = estimator.getLabelCol();
    this.missing = missing;
  }

  /** The name of the label column in the user's table. */
  String label() {
    return label;
  }

  /**
   * Checks the columns of a table. Runs no job.
   *
   * @throws InvalidDataException if the table cannot have such labels
   */
  void check(Dataset<Row> raw) {
    if (!Arrays.asList(raw.columns()).contains(label)) {
      throw new InvalidDataException(
          "The table must have the label column '%s' (train.labelCol). Its columns: %s. %s"
              .formatted(
                  label,
                  String.join(", ", raw.columns()),
                  TableColumns.of(raw)
                      .unnamed()
                      .orElse("Set train.labelCol to the one that holds the labels")));
    }
    if (isRegression()) {
      NumberLabels.check(raw.schema().apply(label));
    } else {
      LabelIndex.check(raw.schema().apply(label));
    }
  }

  /** Reads all labels where they are classes. */
  Labels fit(Dataset<Row> raw) {
    return isRegression() ? new NumberLabels(label) : classLabels(raw);
  }

  private boolean isRegression() {
    return estimator instanceof DropoutRegressor;
  }

  /** Marks the rows to fit on: statistics must not see what is not trained on. */
  Column trains(Dataset<Row> raw, Labels labels) {
    Column trains = labels.usable(raw);
    return hasIndicator(raw)
        ? trains.and(functions.not(quoted(estimator.getValidationIndicatorCol())))
        : trains;
  }

  private static Column quoted(String column) {
    return functions.col(QuotingUtils.quoteIdentifier(column));
  }

  /** Whether there is a column that marks validation rows; a wrong one is the estimator's error. */
  private boolean hasIndicator(Dataset<Row> raw) {
    return estimator.isDefined(estimator.validationIndicatorCol())
        && Arrays.stream(raw.schema().fields())
            .filter(field -> field.name().equals(estimator.getValidationIndicatorCol()))
            .anyMatch(field -> field.dataType().equals(DataTypes.BooleanType));
  }

  private Labels classLabels(Dataset<Row> raw) {
    Column heldOut =
        hasIndicator(raw)
            ? functions.coalesce(quoted(estimator.getValidationIndicatorCol()), functions.lit(true))
            : functions.lit(false);
    SparkContext context = raw.sparkSession().sparkContext();
    return Described.job(
        context,
        "index labels",
        "count labels",
        () -> new ClassLabels(label, LabelIndex.fit(raw, label, heldOut, missing)));
  }
}
