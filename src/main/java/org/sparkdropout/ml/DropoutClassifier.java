package org.sparkdropout.ml;

import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.Part;
import org.sparkdropout.fit.SchemaCheck;
import org.sparkdropout.ml.param.ClassificationParams;
import org.sparkdropout.ml.param.ParamGroups;

/**
 * A neural network trained with dropout on replicas, a dense one or any of DL4J's: a Spark ML
 * estimator.
 *
 * <p>The rows are dealt to replicas; each trains independently thinned networks on its shard, and
 * all are averaged every {@link #averagingInterval()} steps. The fitted model is scaled for
 * inference, and nothing drops in it. The weights are a pure function of the set of rows, the
 * params, the code's version and the matrix kernels; {@link #replicas()} should be set where the
 * same weights are wanted on another cluster.
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout: a simple way to
 * prevent neural networks from overfitting", JMLR 15 (2014).
 *
 * <p>Not thread-safe while params are being set.
 */
public final class DropoutClassifier
    extends ProbabilisticClassifier<Vector, DropoutClassifier, DropoutClassificationModel>
    implements DropoutEstimator<DropoutClassifier, DropoutClassificationModel>,
        ClassificationParams.Setters<DropoutClassifier> {
  private static final long serialVersionUID = 1L;

  /** Has no initialiser: see {@link HandedUid}. */
  private String uid;

  private final ParamGroups params = new ParamGroups(this);
  private final FitOptions options = new FitOptions();

  /** An estimator with a uid of its own. */
  public DropoutClassifier() {
    this(Identifiable.randomUID("dropout"));
  }

  /**
   * An estimator with a given uid.
   *
   * @param uid names the estimator and its params
   */
  public DropoutClassifier(String uid) {
    this(HandedUid.of(uid));
  }

  @SuppressWarnings("UnusedVariable") // Evaluating the argument is what matters.
  private DropoutClassifier(HandedUid handed) {}

  /**
   * Loads estimators that were saved.
   *
   * @return a reader, which throws {@link org.sparkdropout.model.ModelFormatException} for a folder
   *     that is not there, or holds something else
   */
  public static MLReader<DropoutClassifier> read() {
    return new DropoutEstimatorReader<>(DropoutClassifier.class, DropoutClassifier::new);
  }

  /**
   * Loads an estimator that was saved.
   *
   * @param path its folder
   * @return the estimator
   * @throws org.sparkdropout.model.ModelFormatException if the folder is not there, or holds
   *     something else
   */
  public static DropoutClassifier load(String path) {
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
  public DropoutClassifier copy(ParamMap extra) {
    DropoutClassifier copy = defaultCopy(extra);
    copy.fitOptions().copyOf(options);
    return copy;
  }

  /**
   * Checks the params against one another and against a table's columns. Runs no job.
   *
   * @throws IllegalArgumentException if they do not fit
   */
  @Override
  public StructType transformSchema(StructType schema) {
    checkParams();
    new SchemaCheck(this).forTraining(schema);
    return super.transformSchema(schema);
  }

  @Override
  public DropoutClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return copyValues(train(dataset).setParent(this), ParamMap.empty());
  }

  @Override
  public DropoutClassificationModel train(Dataset<?> dataset) {
    return DropoutClassificationModel.of(options.fit(this).on(dataset))
        .trainedOn(dataset.toDF().where(part(dataset).equalTo(Part.TRAINING.text())));
  }
}
