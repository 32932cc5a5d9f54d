package org.sparkdropout.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.Part;
import org.sparkdropout.fit.SchemaCheck;
import org.sparkdropout.ml.param.ParamGroups;
import org.sparkdropout.ml.param.RegressionParams;

/**
 * A neural network that predicts numbers, trained with dropout on replicas: a Spark ML estimator.
 *
 * <p>A label is a number, or a vector of numbers that one network predicts together. Labels are
 * standardised inside, by the weighted mean and deviation of the rows to train on, and answers come
 * back in the units of the label. All else is as with {@link DropoutClassifier}.
 *
 * <p>Not thread-safe while params are being set.
 */
public final class DropoutRegressor
    extends Regressor<Vector, DropoutRegressor, DropoutRegressionModel>
    implements DropoutEstimator<DropoutRegressor, DropoutRegressionModel>,
        RegressionParams.Setters<DropoutRegressor> {
  private static final long serialVersionUID = 1L;

  /** Has no initialiser: see {@link HandedUid}. */
  private String uid;

  private final ParamGroups params = new ParamGroups(this);
  private final FitOptions options = new FitOptions();

  /** An estimator with a uid of its own. */
  public DropoutRegressor() {
    this(Identifiable.randomUID("dropoutRegressor"));
  }

  /**
   * An estimator with a given uid.
   *
   * @param uid names the estimator and its params
   */
  public DropoutRegressor(String uid) {
    this(HandedUid.of(uid));
  }

  @SuppressWarnings("UnusedVariable") // Evaluating the argument is what matters.
  private DropoutRegressor(HandedUid handed) {}

  /**
   * Loads estimators that were saved.
   *
   * @return a reader, which throws {@link org.sparkdropout.model.ModelFormatException} for a folder
   *     that is not there, or holds something else
   */
  public static MLReader<DropoutRegressor> read() {
    return new DropoutEstimatorReader<>(DropoutRegressor.class, DropoutRegressor::new);
  }

  /**
   * Loads an estimator that was saved.
   *
   * @param path its folder
   * @return the estimator
   * @throws org.sparkdropout.model.ModelFormatException if the folder is not there, or holds
   *     something else
   */
  public static DropoutRegressor load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    if (uid == null) {
      uid = HandedUid.take();
    }
    return uid;
  }

  @Override
  public ParamGroups paramGroups() {
    return params;
  }

  @Override
  public FitOptions fitOptions() {
    return options;
  }

  @Override
  public DropoutRegressor copy(ParamMap extra) {
    DropoutRegressor copy = defaultCopy(extra);
    copy.fitOptions().copyOf(options);
    return copy;
  }

  /**
   * Checks the params against one another and against a table's columns, and says what the model
   * adds to them. Runs no job.
   *
   * @throws IllegalArgumentException if they do not fit
   */
  @Override
  public StructType transformSchema(StructType schema) {
    checkParams();
    new SchemaCheck(this).forTraining(schema);
    return NumberColumns.of(this, NumberColumns.labelWidth(this, schema)).addTo(schema);
  }

  @Override
  public DropoutRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return copyValues(train(dataset).setParent(this), ParamMap.empty());
  }

  @Override
  public DropoutRegressionModel train(Dataset<?> dataset) {
    return DropoutRegressionModel.of(options.fit(this).on(dataset))
        .trainedOn(dataset.toDF().where(part(dataset).equalTo(Part.TRAINING.text())));
  }
}
