package org.sparkdropout.ml;

import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.Part;
import org.sparkdropout.fit.EngineFactory;
import org.sparkdropout.fit.Fit;
import org.sparkdropout.fit.PlannedRuns;
import org.sparkdropout.fit.SettingsCheck;
import org.sparkdropout.ml.param.CheckpointParams;
import org.sparkdropout.ml.param.DropoutParams;
import org.sparkdropout.ml.param.EarlyStoppingParams;
import org.sparkdropout.ml.param.ExampleParams;
import org.sparkdropout.ml.param.NetworkParams;
import org.sparkdropout.ml.param.OptimizationParams;
import org.sparkdropout.ml.param.OptimizerParams;
import org.sparkdropout.ml.param.RegularizationParams;
import org.sparkdropout.ml.param.ReplicaParams;
import org.sparkdropout.ml.param.ScoringParams;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.ml.param.SummaryParams;
import org.sparkdropout.train.TrainingListener;

/**
 * What all estimators are: networks trained with dropout on replicas.
 *
 * @param <E> the estimator
 * @param <M> the model that it fits
 */
public interface DropoutEstimator<E extends DropoutEstimator<E, M>, M extends DropoutModel>
    extends SharedParams,
        NetworkParams.Setters<E>,
        DropoutParams.Setters<E>,
        OptimizationParams.Setters<E>,
        OptimizerParams.Setters<E>,
        RegularizationParams.Setters<E>,
        ReplicaParams.Setters<E>,
        ExampleParams.Setters<E>,
        EarlyStoppingParams.Setters<E>,
        CheckpointParams.Setters<E>,
        SummaryParams.Setters<E>,
        ScoringParams.Setters<E>,
        DefaultParamsWritable {
  /** {@return what is set that is no param} */
  FitOptions fitOptions();

  /**
   * Trains on a table. Its columns may have any names, dots among them, which Spark's own may not.
   *
   * @param dataset with the columns that the params name
   * @return the model
   * @throws IllegalArgumentException if params or table do not fit
   */
  M fit(Dataset<?> dataset);

  /**
   * Sets who is told of progress. Not a param: it is neither saved nor explained, but copied.
   *
   * @param value told on the driver's thread while fitting
   * @return this
   */
  default E setListener(TrainingListener value) {
    fitOptions().listener(value);
    return self();
  }

  /**
   * Drops nothing from now on; all else, and the weights that training starts from, stay the same.
   * Of a network of DL4J not a param: it is not saved, but copied.
   *
   * @return this
   */
  default E dropNothing() {
    if (EngineFactory.of(this).asks(hiddenDropout().name())) {
      set(inputDropout(), 0.0);
      set(hiddenDropout(), new double[] {0});
    } else {
      fitOptions().dropNothing();
    }
    return self();
  }

  @SuppressWarnings("unchecked") // As its declaration says.
  private E self() {
    return (E) this;
  }

  /**
   * What drops in the network. Reads the file of {@link #network()} if there is one.
   *
   * @return for people to read
   */
  default String dropoutText() {
    return fitOptions().start(this, ModelNetwork.hadoop()).dropoutText();
  }

  /**
   * Checks the params against one another. Looks at no table, reads no file and runs no job.
   *
   * @throws IllegalArgumentException if they do not fit together; the message begins with the name
   *     of a param
   */
  default void checkParams() {
    new SettingsCheck(this).check();
  }

  /**
   * Checks the params against one another and against a table's columns. Runs no job.
   *
   * @param schema of the table
   * @return the schema of what the model makes of it
   * @throws IllegalArgumentException if they do not fit
   */
  StructType transformSchema(StructType schema);

  /**
   * What fitting a table would be, for any number of replicas. Reads the table, and trains nothing.
   *
   * @param dataset with the columns that the params name
   * @return the runs
   * @throws IllegalArgumentException if params or table do not fit
   */
  default PlannedRuns plannedRuns(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return fitOptions().fit(this).planned(dataset);
  }

  /**
   * Which rows of a table {@link #fit(Dataset)} trains on.
   *
   * @param table with the columns that fit takes
   * @return a column of text: the {@link Part} that each row belongs to, in lower case
   */
  default Column part(Dataset<?> table) {
    return Fit.reader(this).part(table);
  }
}
