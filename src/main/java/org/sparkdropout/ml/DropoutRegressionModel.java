package org.sparkdropout.ml;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.catalyst.ScoredColumns.Output;
import org.sparkdropout.fit.FittedNetwork;
import org.sparkdropout.fit.RunCheckpoints;
import org.sparkdropout.fit.SchemaCheck;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.MonteCarloParams;
import org.sparkdropout.ml.param.ParamGroups;
import org.sparkdropout.ml.param.RegressionParams;
import org.sparkdropout.ml.param.ScoringParams;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.score.ExportedNetwork;
import scala.Option;

/**
 * A network that {@link DropoutRegressor} has trained, scaled for inference: nothing drops in it.
 *
 * <p>The prediction is a number in the units of the label, or a vector of them where labels are
 * vectors. With the loss quantile it is the quantile nearest to the median, and the column {@link
 * #quantilesCol()} receives all of them, in ascending order.
 *
 * <p>Tables are scored in batches, and every row keeps its other columns. The answer for a row does
 * not depend, bit for bit, on the rows around it, on batches or on partitions.
 *
 * <p>With {@link #monteCarlo()} each number is the mean over so many thinned networks. Their masks
 * follow from the {@link #seed()}, and are the same for all rows. Thread-safe unless params are
 * being set.
 */
public final class DropoutRegressionModel extends RegressionModel<Vector, DropoutRegressionModel>
    implements DropoutModel,
        ScoringParams.Setters<DropoutRegressionModel>,
        MonteCarloParams.Setters<DropoutRegressionModel>,
        RegressionParams.Outputs<DropoutRegressionModel>,
        HasTrainingSummary<DropoutRegressionTrainingSummary> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(DropoutRegressionModel.class);

  /** Has no initialiser: see {@link HandedUid}. */
  private String uid;

  private final ParamGroups params = new ParamGroups(this);
  private final ModelNetwork network;
  private transient DropoutRegressionTrainingSummary summary;

  DropoutRegressionModel(String uid, ExportedModel exported) {
    this(uid, new ModelNetwork(exported));
  }

  private DropoutRegressionModel(String uid, ModelNetwork network) {
    this(HandedUid.of(uid), network);
  }

  @SuppressWarnings("UnusedVariable") // Evaluating the first argument is what matters.
  private DropoutRegressionModel(HandedUid handed, ModelNetwork network) {
    this.network = network;
  }

  static DropoutRegressionModel of(FittedNetwork fitted) {
    return fitted.withParams(new DropoutRegressionModel(fitted.params().uid(), fitted.exported()));
  }

  /**
   * The model that a run would have ended with at its newest whole checkpoint.
   *
   * @param path of the checkpoints' folder, on any file system that Hadoop knows
   * @return with the params and provenance of that run
   * @throws org.sparkdropout.checkpoint.CheckpointException if there is no whole checkpoint, one of
   *     another version, or one of a classifier
   */
  public static DropoutRegressionModel fromCheckpoint(String path) {
    return of(RunCheckpoints.newest(path, ModelNetwork.hadoop(), kind -> new DropoutRegressor()));
  }

  /**
   * The model of an ONNX file that it was exported to, for inference or to train on; or a dense
   * network in an ONNX file of others, as it is. What such a network gives are the predictions, in
   * the label's units.
   *
   * @param path of the file, on any file system that Hadoop knows
   * @return with the weights, params and provenance of the exported model
   * @throws org.sparkdropout.model.ModelFormatException if there is no such file, it is no ONNX
   *     file of such a network, or the weights of an exported model have changed
   * @throws org.sparkdropout.fit.UnsupportedNetworkException if it is a classifier
   */
  public static DropoutRegressionModel fromOnnx(String path) {
    return of(OnnxModels.load(path, ModelNetwork.hadoop(), DropoutRegressor::new));
  }

  /**
   * The network of a Keras file, HDF5 or .keras, with a linear output, as it is: what it gives are
   * the predictions, in the label's units.
   *
   * @param path of the file, on any file system that Hadoop knows
   * @return with the file's weights, and what it says in terms of params
   * @throws org.sparkdropout.keras.KerasFormatException if there is no such file, or it cannot come
   *     in
   * @throws org.sparkdropout.fit.UnsupportedNetworkException if it is a classifier
   */
  public static DropoutRegressionModel fromKeras(String path) {
    return of(KerasModels.load(path, ModelNetwork.hadoop(), DropoutRegressor::new));
  }

  /**
   * Loads models that were saved.
   *
   * @return a reader, which throws {@link org.sparkdropout.model.ModelFormatException} for a folder
   *     that is no whole model
   */
  public static MLReader<DropoutRegressionModel> read() {
    return new DropoutModelReader<>(DropoutRegressionModel.class, DropoutRegressionModel::new);
  }

  /**
   * Loads a model that was saved.
   *
   * @param path its folder
   * @return the model
   * @throws org.sparkdropout.model.ModelFormatException if the folder is no whole model
   */
  public static DropoutRegressionModel load(String path) {
    return read().load(path);
  }

  @Override
  public MLWriter write() {
    return new DropoutModelWriter(this);
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
  public int numFeatures() {
    return network.exported().inputs();
  }

  @Override
  public ExportedNetwork exportedNetwork() {
    return network.exported();
  }

  @Override
  public ExportedModel exported() {
    return network.model();
  }

  /**
   * What the numbers of an answer are.
   *
   * @return the scale of the labels, and the quantiles if it has any
   */
  public NumberAnswer answer() {
    return (NumberAnswer) network.exported().answer();
  }

  @Override
  public synchronized DropoutRegressionTrainingSummary summary() {
    if (summary == null) {
      summary = trainingSummary(this, null);
    }
    return summary;
  }

  private DropoutRegressionTrainingSummary trainingSummary(
      DropoutRegressionModel named, Dataset<Row> rows) {
    return new DropoutRegressionTrainingSummary(
        network.notes(),
        SummaryColumns.of(named),
        answer().scale().width(),
        rows == null ? null : () -> named.transform(rows));
  }

  /** {@return {@link #summary()}, which every model has} */
  @Override
  public Option<DropoutRegressionTrainingSummary> trainingSummary() {
    return Option.apply(summary());
  }

  /** For Spark, whose trait of models with a summary declares it. */
  @Override
  public synchronized void trainingSummary_$eq(Option<DropoutRegressionTrainingSummary> value) {
    this.summary = value.isEmpty() ? null : value.get();
  }

  /** Lets the summary tell of the rows trained on, with the params as they are now. */
  DropoutRegressionModel trainedOn(Dataset<Row> rows) {
    trainingSummary_$eq(Option.apply(trainingSummary(named(), rows)));
    return this;
  }

  /**
   * How well this model predicts the labels of a table. Runs no job; the summary does, when it is
   * asked for a figure.
   *
   * @param table with the features and labels that this model's params name
   * @return with the figures of Spark's own summaries
   * @throws IllegalArgumentException if the table cannot be scored, or has no column of labels
   */
  public DropoutRegressionSummary evaluate(Dataset<?> table) {
    new SchemaCheck(this).forEvaluating(table.schema());
    DropoutRegressionModel model = named();
    Dataset<Row> scored = model.transform(table);
    return new DropoutRegressionSummary(
        SummaryColumns.of(model), answer().scale().width(), () -> scored);
  }

  /** A copy that names the column of its predictions. */
  private DropoutRegressionModel named() {
    DropoutRegressionModel copy = copy(ParamMap.empty());
    return Columns.isNamed(copy, copy.predictionCol())
        ? copy
        : copy.setPredictionCol("prediction_" + uid());
  }

  /**
   * Checks a table's columns and says what scoring adds to them. Runs no job.
   *
   * @throws IllegalArgumentException if the table cannot be scored
   */
  @Override
  public StructType transformSchema(StructType schema) {
    new SchemaCheck(this).forScoring(schema, numFeatures());
    checkParams();
    return columns().addTo(schema);
  }

  @Override
  public void checkParams() {
    network.check(this);
    uncertainty();
  }

  private NumberColumns columns() {
    return NumberColumns.of(this, answer()).with(uncertainty());
  }

  private List<Output> uncertainty() {
    boolean isVector = answer().quantiles().length == 0 && answer().width() > 1;
    return MonteCarloColumns.ofNumbers(
        this, isVector ? Optional.of(answer().width()) : Optional.empty());
  }

  /** What the scores mean that the params ask for. */
  private Answer scoredAnswer() {
    return MonteCarlo.of(this).map(asked -> asked.of(answer())).orElse(answer());
  }

  /**
   * Adds the columns of the answers, lazily. Only the features are read; Spark prunes columns and
   * pushes filters past scoring as it does with its own models.
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    if (columns().outputs().isEmpty()) {
      LOG.warn("{} adds no column: predictionCol and quantilesCol are empty", this);
      return dataset.toDF();
    }
    return network.transform(this, dataset, scoredAnswer(), columns().outputs());
  }

  /**
   * The prediction for one row, to the bit the one that {@link #transform} gives it; of labels that
   * are vectors its first number. Costs as much as a whole tile of rows there: score many rows with
   * that.
   *
   * @throws org.sparkdropout.data.InvalidDataException if the vector has another width than the
   *     network, or holds NaN or infinite values
   */
  @Override
  public double predict(Vector features) {
    double[] values = predictAll(features).toArray();
    return answer().prediction(values, values);
  }

  /**
   * All numbers of the answer for one row: quantiles in ascending order, or the numbers of a label.
   *
   * @param features of the row
   * @return in the units of the label
   * @throws org.sparkdropout.data.InvalidDataException if the vector has another width than the
   *     network, or holds NaN or infinite values
   */
  public Vector predictAll(Vector features) {
    return Vectors.dense(scoredAnswer().values(network.scores(this, features)));
  }

  @Override
  public DropoutRegressionModel copy(ParamMap extra) {
    DropoutRegressionModel copy = new DropoutRegressionModel(uid(), network);
    copy.summary = summary;
    return copyValues(copy, extra).setParent(parent());
  }

  @Override
  public String toString() {
    return "DropoutRegressionModel: uid=%s, network=%s".formatted(uid(), exportedNetwork());
  }
}
