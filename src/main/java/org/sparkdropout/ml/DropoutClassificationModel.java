package org.sparkdropout.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.catalyst.AnswerPart;
import org.sparkdropout.catalyst.ScoredColumns.Output;
import org.sparkdropout.fit.FittedNetwork;
import org.sparkdropout.fit.RunCheckpoints;
import org.sparkdropout.fit.SchemaCheck;
import org.sparkdropout.fit.SettingsCheck;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.Decision;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.MonteCarloParams;
import org.sparkdropout.ml.param.ParamGroups;
import org.sparkdropout.ml.param.ScoringParams;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.score.ExportedNetwork;
import scala.Option;

/**
 * A network that {@link DropoutClassifier} has trained, scaled for inference: nothing drops in it.
 *
 * <p>Tables are scored in batches, and every row keeps its other columns. The answer for a row does
 * not depend, bit for bit, on the rows around it, on batches or on partitions, and {@link
 * #predict}, {@link #predictRaw} and {@link #predictProbability} give the same one.
 *
 * <p>With {@link #monteCarlo()} the answer is the mean over so many thinned networks: the
 * probability is the mean of theirs, and the raw prediction its logarithm, at least -745. Their
 * masks follow from the {@link #seed()}, and are the same for all rows.
 *
 * <p>Thread-safe unless params are being set.
 */
public final class DropoutClassificationModel
    extends ProbabilisticClassificationModel<Vector, DropoutClassificationModel>
    implements DropoutModel,
        ScoringParams.Setters<DropoutClassificationModel>,
        MonteCarloParams.Setters<DropoutClassificationModel>,
        HasTrainingSummary<DropoutClassificationTrainingSummary> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(DropoutClassificationModel.class);

  /** Has no initialiser: see {@link HandedUid}. */
  private String uid;

  private final ParamGroups params = new ParamGroups(this);
  private final ModelNetwork network;
  private transient DropoutClassificationTrainingSummary summary;

  DropoutClassificationModel(String uid, ExportedModel exported) {
    this(uid, new ModelNetwork(exported));
  }

  private DropoutClassificationModel(String uid, ModelNetwork network) {
    this(HandedUid.of(uid), network);
  }

  @SuppressWarnings("UnusedVariable") // Evaluating the first argument is what matters.
  private DropoutClassificationModel(HandedUid handed, ModelNetwork network) {
    this.network = network;
  }

  static DropoutClassificationModel of(FittedNetwork fitted) {
    return fitted.withParams(
        new DropoutClassificationModel(fitted.params().uid(), fitted.exported()));
  }

  /**
   * The model that a run would have ended with at its newest whole checkpoint.
   *
   * @param path of the checkpoints' folder, on any file system that Hadoop knows
   * @return with the params and provenance of that run
   * @throws org.sparkdropout.checkpoint.CheckpointException if there is no whole checkpoint, or one
   *     of another version
   */
  public static DropoutClassificationModel fromCheckpoint(String path) {
    return of(RunCheckpoints.newest(path, ModelNetwork.hadoop(), kind -> new DropoutClassifier()));
  }

  /**
   * The model of an ONNX file that it was exported to, for inference or to train on; or a dense
   * network in an ONNX file of others, as it is.
   *
   * @param path of the file, on any file system that Hadoop knows
   * @return with the weights, params and provenance of the exported model
   * @throws org.sparkdropout.model.ModelFormatException if there is no such file, it is no ONNX
   *     file of such a network, or the weights of an exported model have changed
   * @throws org.sparkdropout.fit.UnsupportedNetworkException if it is a regressor
   */
  public static DropoutClassificationModel fromOnnx(String path) {
    return of(OnnxModels.load(path, ModelNetwork.hadoop(), DropoutClassifier::new));
  }

  /**
   * A classification model that Keras has saved, as it is. To train it on, name the file in {@link
   * DropoutClassifier#setNetwork} instead.
   *
   * @param path of the file, HDF5 or .keras, on any file system that Hadoop knows
   * @return a network of our own engine if the model is dense, otherwise of DL4J
   * @throws org.sparkdropout.keras.KerasFormatException if there is no such file, it is no such
   *     model, or has layers that are not supported
   */
  public static DropoutClassificationModel fromKeras(String path) {
    return of(KerasModels.load(path, ModelNetwork.hadoop(), DropoutClassifier::new));
  }

  /**
   * Loads models that were saved.
   *
   * @return a reader, which throws {@link org.sparkdropout.model.ModelFormatException} for a folder
   *     that is no whole model
   */
  public static MLReader<DropoutClassificationModel> read() {
    return new DropoutModelReader<>(
        DropoutClassificationModel.class, DropoutClassificationModel::new);
  }

  /**
   * Loads a model that was saved.
   *
   * @param path its folder
   * @return the model
   * @throws org.sparkdropout.model.ModelFormatException if the folder is no whole model
   */
  public static DropoutClassificationModel load(String path) {
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
  public int numClasses() {
    return network.exported().outputs();
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
   * How this model was trained.
   *
   * @return what was kept at saving and loading too, but for figures on the training rows
   */
  @Override
  public synchronized DropoutClassificationTrainingSummary summary() {
    if (summary == null) {
      summary =
          new DropoutClassificationTrainingSummary(network.notes(), SummaryColumns.of(this), null);
    }
    return summary;
  }

  /** {@return {@link #summary()}, which every model has} */
  @Override
  public Option<DropoutClassificationTrainingSummary> trainingSummary() {
    return Option.apply(summary());
  }

  /** For Spark, whose trait of models with a summary declares it. */
  @Override
  public synchronized void trainingSummary_$eq(Option<DropoutClassificationTrainingSummary> value) {
    this.summary = value.isEmpty() ? null : value.get();
  }

  /** Lets the summary tell of the rows trained on, with the params as they are now. */
  DropoutClassificationModel trainedOn(Dataset<Row> rows) {
    DropoutClassificationModel model = named(copy(ParamMap.empty()));
    trainingSummary_$eq(
        Option.apply(
            new DropoutClassificationTrainingSummary(
                network.notes(), SummaryColumns.of(model), () -> model.transform(rows))));
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
  public DropoutClassificationSummary evaluate(Dataset<?> table) {
    new SchemaCheck(this).forEvaluating(table.schema());
    DropoutClassificationModel model = named(this);
    Dataset<Row> scored = model.transform(table);
    return new DropoutClassificationSummary(SummaryColumns.of(model), () -> scored);
  }

  /** The same model, or a copy that names the columns of its predictions and probabilities. */
  private static DropoutClassificationModel named(DropoutClassificationModel model) {
    return (DropoutClassificationModel) model.findSummaryModel()._1();
  }

  /**
   * Checks a table's columns and says what scoring adds to them. Runs no job.
   *
   * @throws IllegalArgumentException if the table cannot be scored
   */
  @Override
  public StructType transformSchema(StructType schema) {
    new SchemaCheck(this).forScoring(schema, numFeatures());
    SettingsCheck.checkOutputs(this, numClasses());
    checkParams();
    StructType scored = schema;
    for (Output output : outputs(super.transformSchema(schema))) {
      scored = scored.add(output.field());
    }
    return scored;
  }

  @Override
  public void checkParams() {
    network.check(this);
    MonteCarloColumns.ofClasses(this);
  }

  /**
   * Adds the columns of the answers, lazily. Only the features are read; Spark prunes columns and
   * pushes filters past scoring as it does with its own models.
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    List<Output> outputs = outputs(transformSchema(dataset.schema()));
    if (outputs.isEmpty()) {
      LOG.warn(
          "{} adds no column: predictionCol, rawPredictionCol and probabilityCol are empty", this);
      return dataset.toDF();
    }
    return network.transform(this, dataset, answer(), outputs);
  }

  /** The columns to add: answers, which a schema describes, and how sure they are. */
  private List<Output> outputs(StructType described) {
    List<Output> outputs = new ArrayList<>();
    addNamed(rawPredictionCol(), AnswerPart.RAW_PREDICTION, described, outputs);
    addNamed(probabilityCol(), AnswerPart.PROBABILITY, described, outputs);
    addNamed(predictionCol(), AnswerPart.PREDICTION, described, outputs);
    outputs.addAll(MonteCarloColumns.ofClasses(this));
    return outputs;
  }

  private void addNamed(
      Param<String> column, AnswerPart part, StructType described, List<Output> outputs) {
    Columns.named(this, column)
        .map(name -> new Output(part, described.apply(name)))
        .ifPresent(outputs::add);
  }

  private Answer answer() {
    return MonteCarlo.of(this).map(asked -> asked.of(decision())).orElse(decision());
  }

  private Decision decision() {
    return Decision.of(isDefined(thresholds()) ? Optional.of(getThresholds()) : Optional.empty());
  }

  /**
   * The logits of one row, or with {@link #monteCarlo()} the logarithms of its mean probabilities,
   * to the bit those that {@link #transform} gives it. Costs as much as a whole tile of rows there:
   * score many rows with that.
   *
   * @throws org.sparkdropout.data.InvalidDataException if the vector has another width than the
   *     network, or holds NaN or infinite values
   */
  @Override
  public Vector predictRaw(Vector features) {
    return Vectors.dense(answer().values(network.scores(this, features)));
  }

  @Override
  public Vector raw2probabilityInPlace(Vector rawPrediction) {
    Decision.softmax(((DenseVector) rawPrediction).values());
    return rawPrediction;
  }

  @Override
  public double raw2prediction(Vector rawPrediction) {
    return decision().prediction(rawPrediction.toArray(), raw2probability(rawPrediction).toArray());
  }

  @Override
  public double probability2prediction(Vector probability) {
    return decision().ofProbabilities(probability.toArray());
  }

  @Override
  public DropoutClassificationModel copy(ParamMap extra) {
    DropoutClassificationModel copy = new DropoutClassificationModel(uid(), network);
    copy.summary = summary;
    return copyValues(copy, extra).setParent(parent());
  }

  /**
   * Of Spark. Both superclasses declare this method with different types, and Java, unlike Scala,
   * needs one that stands for both.
   */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public scala.Tuple3 findSummaryModel() {
    return super.findSummaryModel();
  }

  @Override
  public String toString() {
    return "DropoutClassificationModel: uid=%s, network=%s".formatted(uid(), exportedNetwork());
  }
}
