package org.sparkdropout.ml;

import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.Part;
import org.sparkdropout.fit.EngineFactory;
import org.sparkdropout.fit.Fit;
import org.sparkdropout.fit.GivenNetwork;
import org.sparkdropout.fit.SchemaCheck;
import org.sparkdropout.fit.SettingsCheck;
import org.sparkdropout.ml.param.CheckpointParams;
import org.sparkdropout.ml.param.ClassificationParams;
import org.sparkdropout.ml.param.DropoutParams;
import org.sparkdropout.ml.param.EarlyStoppingParams;
import org.sparkdropout.ml.param.ExampleParams;
import org.sparkdropout.ml.param.NetworkParams;
import org.sparkdropout.ml.param.OptimizationParams;
import org.sparkdropout.ml.param.OptimizerParams;
import org.sparkdropout.ml.param.ParamGroups;
import org.sparkdropout.ml.param.RegularizationParams;
import org.sparkdropout.ml.param.ReplicaParams;
import org.sparkdropout.ml.param.ScoringParams;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.train.TrainingListener;

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
    implements SharedParams,
        NetworkParams.Setters<DropoutClassifier>,
        DropoutParams.Setters<DropoutClassifier>,
        OptimizationParams.Setters<DropoutClassifier>,
        OptimizerParams.Setters<DropoutClassifier>,
        RegularizationParams.Setters<DropoutClassifier>,
        ClassificationParams.Setters<DropoutClassifier>,
        ReplicaParams.Setters<DropoutClassifier>,
        ExampleParams.Setters<DropoutClassifier>,
        EarlyStoppingParams.Setters<DropoutClassifier>,
        CheckpointParams.Setters<DropoutClassifier>,
        ScoringParams.Setters<DropoutClassifier>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** Has no initialiser: see {@link HandedUid}. */
  private String uid;

  private final ParamGroups params = new ParamGroups(this);
  private transient TrainingListener listener;
  private boolean dropsNothing;

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
   * @return a reader
   */
  public static MLReader<DropoutClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Loads an estimator that was saved.
   *
   * @param path its folder
   * @return the estimator
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

  /**
   * Sets who is told of progress. Not a param: it is neither saved nor explained, but copied.
   *
   * @param value told on the driver's thread while fitting
   * @return this
   */
  public DropoutClassifier setListener(TrainingListener value) {
    this.listener = value;
    return this;
  }

  /**
   * Drops nothing from now on; all else, and the weights that training starts from, stay the same.
   * Of a network of DL4J not a param: it is not saved, but copied.
   *
   * @return this
   */
  public DropoutClassifier dropNothing() {
    if (EngineFactory.of(this).asks(hiddenDropout().name())) {
      return setInputDropout(0).setHiddenDropout(0);
    }
    this.dropsNothing = true;
    return this;
  }

  /**
   * What drops in the network. Reads the file of {@link #network()} if there is one.
   *
   * @return for people to read
   */
  public String dropoutText() {
    return start(SparkSession.active().sparkContext().hadoopConfiguration()).dropoutText();
  }

  /** Whether what the network's file drops is dropped no more. */
  boolean dropsNothing() {
    return dropsNothing;
  }

  /** What a run starts from. */
  private GivenNetwork start(Configuration hadoop) {
    GivenNetwork given = GivenNetwork.read(this, hadoop);
    return dropsNothing ? given.withoutDropout() : given;
  }

  @Override
  public DropoutClassifier copy(ParamMap extra) {
    DropoutClassifier copy = defaultCopy(extra);
    copy.dropsNothing = dropsNothing;
    return copy.setListener(listener);
  }

  /**
   * Checks the params against one another. Looks at no table, reads no file and runs no job.
   *
   * @throws IllegalArgumentException if they do not fit together; the message begins with the name
   *     of a param
   */
  public void checkParams() {
    new SettingsCheck(this).check();
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

  /**
   * Trains on a table. Its columns may have any names, dots among them, which Spark's own may not.
   */
  @Override
  public DropoutClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return copyValues(train(dataset).setParent(this), ParamMap.empty());
  }

  @Override
  public DropoutClassificationModel train(Dataset<?> dataset) {
    return DropoutClassificationModel.of(new Fit(this::start, listener()).on(dataset))
        .trainedOn(dataset.toDF().where(part(dataset).equalTo(Part.TRAINING.text())));
  }

  /**
   * Which rows of a table {@link #fit(Dataset)} trains on.
   *
   * @param table with the columns that fit takes
   * @return a column of text: the {@link Part} that each row belongs to, in lower case
   */
  public Column part(Dataset<?> table) {
    return Fit.reader(this).part(table);
  }

  private TrainingListener listener() {
    return Objects.requireNonNullElse(listener, TrainingListener.NONE);
  }
}
