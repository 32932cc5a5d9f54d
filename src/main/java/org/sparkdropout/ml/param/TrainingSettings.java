package org.sparkdropout.ml.param;

import java.util.List;
import java.util.Optional;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.checkpoint.CheckpointInterval;
import org.sparkdropout.data.HandleInvalid;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.DropoutSchedule;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.random.Streams;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.AveragingPrecision;
import org.sparkdropout.train.EarlyStopping;

/**
 * All settings of training and scoring, a row each: the params of estimators and models, the keys
 * of jobs, the tables of the documentation, the params of Python, what engines ask and what
 * checkpoints compare come from here or are tested against it.
 */
public final class TrainingSettings {
  static final Setting<String> ENGINE =
      Setting.choice(
              "engine",
              "what trains the network: blas, for dense networks; or dl4j, for any layers of DL4J",
              EngineKind.BLAS)
          .leftOutAtDefault();

  static final Setting<String> NETWORK =
      Setting.name(
          "network",
          "a file that says what the network is, or the JSON of a DL4J configuration itself: "
              + "configurations (JSON or YAML) and models (zip) of DL4J, and models of Keras");

  static final Setting<String> INITIAL_MODEL =
      Setting.name(
              "initialModel",
              "a saved model whose weights training starts from: the folder of a model, of a pipeline "
                  + "that holds one, or the output of jobs/train")
          .ofOurEngine()
          .changingNoResult();

  static final Setting<Integer> HIDDEN_LAYERS =
      Setting.integers(
              "hiddenLayers",
              "units of each hidden layer, each at least 1; empty for softmax regression",
              Rule.atLeast(1),
              512,
              512)
          .saidByFiles();

  static final Setting<String> ACTIVATION =
      Setting.choice(
              "activation", "what hidden units compute: relu, logistic or tanh", Activation.RELU)
          .saidByFiles();

  static final Setting<String> INITIALIZATION =
      Setting.choice(
              "initialization",
              "how initial weights are drawn: he, glorot or gaussian",
              Initialization.Kind.HE)
          .saidByFiles();

  static final Setting<Double> INITIAL_STD =
      Setting.number(
              "initialStd",
              "standard deviation of initial weights, above 0; used by gaussian only",
              Rule.positive(),
              0.01)
          .saidByFiles();

  static final Setting<Double> INPUT_DROPOUT =
      Setting.number(
              "inputDropout",
              "probability of dropping an input unit, in [0, 1)",
              Rule.belowOne(),
              0.0)
          .ofOurEngine();

  static final Setting<Double> HIDDEN_DROPOUT =
      Setting.numbers(
              "hiddenDropout",
              "probability of dropping a hidden unit, in [0, 1): one value for all hidden "
                  + "layers, or one for each",
              Rule.belowOne(),
              0.5)
          .ofOurEngine();

  static final Setting<String> DROPOUT_KIND =
      Setting.choice(
              "dropoutKind",
              "classic: units are dropped, and weights scaled once after training; inverted: "
                  + "units are dropped, and those kept are scaled in training; gaussian: units are "
                  + "multiplied by noise of mean 1",
              Dropout.Kind.CLASSIC)
          .ofOurEngine();

  static final Setting<String> MASK_SHARING =
      Setting.choice(
              "maskSharing",
              "what shares a mask of the hidden layers; example: each example of a step has its "
                  + "own; batch: the examples of a step share one thinned network; round: a replica "
                  + "trains one thinned network for a round. The last two need less arithmetic",
              Dropout.Sharing.EXAMPLE)
          .ofOurEngine();

  static final Setting<String> DROPOUT_SCHEDULE =
      Setting.choice(
              "dropoutSchedule",
              "how much is dropped over time: constant: always the same; flatCosine: the "
                  + "same for half of the epochs, then less along half a cosine to nothing; "
                  + "early: until dropoutSwitchEpoch; late: from dropoutSwitchEpoch on",
              DropoutSchedule.Kind.CONSTANT)
          .ofOurEngine()
          .leftOutAtDefault();

  static final Setting<Double> DROPOUT_SWITCH_EPOCH =
      Setting.number(
              "dropoutSwitchEpoch",
              "when early dropout ends or late dropout begins, in epochs, below maxIter; "
                  + "0 for the other schedules",
              Rule.notNegative(),
              0.0)
          .ofOurEngine()
          .leftOutAtDefault();

  static final Setting<Double> LEARNING_RATE =
      Setting.number(
          "learningRate",
          "learning rate at the start, above 0; if it is not set, 0.1 for sgd, 0.0025 for "
              + "schedulefree and 0.001 for the other optimizers, and half as much where 64 replicas "
              + "and more take batches of 8",
          Rule.positive(),
          0.1);

  static final Setting<String> LEARNING_RATE_SCHEDULE =
      Setting.choice(
              "learningRateSchedule",
              "how the learning rate falls with time t in epochs",
              LearningRate.Schedule.CONSTANT,
              LearningRate.Schedule::text)
          .ofOurEngine();

  static final Setting<Double> LEARNING_RATE_DECAY =
      Setting.number(
              "learningRateDecay",
              "how fast the learning rate falls, per epoch: at least 0 for inverseTime, in (0, "
                  + "1] for exponential",
              Rule.notNegative(),
              0.0)
          .ofOurEngine();

  static final Setting<Double> MOMENTUM =
      Setting.number("momentum", "momentum, in [0, 1)", Rule.belowOne(), 0.9);

  static final Setting<Double> INITIAL_MOMENTUM =
      Setting.number(
              "initialMomentum",
              "momentum at the start of the ramp, in [0, 1)",
              Rule.belowOne(),
              0.5)
          .ofOurEngine();

  static final Setting<Double> MOMENTUM_RAMP_EPOCHS =
      Setting.number(
              "momentumRampEpochs",
              "epochs in which momentum goes from initialMomentum to momentum, at least 0; 0 "
                  + "for no ramp",
              Rule.notNegative(),
              0.0)
          .ofOurEngine();

  static final Setting<Boolean> NESTEROV =
      Setting.flag("nesterov", "whether the gradient is taken ahead, as Nesterov does", false)
          .ofOurEngine();

  static final Setting<String> OPTIMIZER =
      Setting.choice(
              "optimizer",
              "what turns gradients into steps",
              OptimizerKind.SGD,
              OptimizerKind::text)
          .ofOurEngine()
          .leftOutAtDefault();

  static final Setting<Double> BETA1 =
      Setting.number(
              "beta1",
              "how much of the mean gradient a step of adam, adamw or muon keeps, in [0, "
                  + "1); for schedulefree, the share of the averaged weights in the point where "
                  + "gradients are taken, above 0",
              Rule.belowOne(),
              0.9)
          .ofOurEngine()
          .leftOutAtDefault();

  static final Setting<Double> BETA2 =
      Setting.number(
              "beta2",
              "how much of the mean squared gradient a step keeps, in [0, 1); not for sgd",
              Rule.belowOne(),
              0.999)
          .ofOurEngine()
          .leftOutAtDefault();

  static final Setting<Double> EPSILON =
      Setting.number(
              "epsilon",
              "what is added to the root of the mean squared gradient, above 0; not for " + "sgd",
              Rule.positive(),
              1e-08)
          .ofOurEngine()
          .leftOutAtDefault();

  static final Setting<Double> WARMUP_EPOCHS =
      Setting.number(
              "warmupEpochs",
              "epochs in which the learning rate rises from 0 to what its schedule says, "
                  + "at least 0; 0 for none",
              Rule.notNegative(),
              0.0)
          .ofOurEngine()
          .leftOutAtDefault();

  static final Setting<String> PRECISION =
      Setting.choice(
              "precision",
              "of the factors of matrix products in training: float32; bfloat16: faster on "
                  + "processors that multiply such numbers, float32 on others. Weights and sums "
                  + "are float32",
              Precision.FLOAT32)
          .ofOurEngine();

  static final Setting<Double> MAX_NORM =
      Setting.number(
              "maxNorm",
              "largest length of the incoming weights of a hidden unit, at least 0; 0 for no "
                  + "bound",
              Rule.notNegative(),
              3.0)
          .ofOurEngine();

  static final Setting<Double> REG_PARAM =
      Setting.number(
              "regParam",
              "factor of half the squared weights in the loss (L2), at least 0",
              Rule.notNegative(),
              0.0)
          .ofOurEngine();

  static final Setting<Double> GRADIENT_CLIP =
      Setting.number(
              "gradientClip",
              "largest length of the whole gradient of a step, at least 0; 0 for no bound",
              Rule.notNegative(),
              0.0)
          .ofOurEngine();

  static final Setting<Double> WEIGHT_DECAY =
      Setting.number(
              "weightDecay",
              "a step takes learning rate * weightDecay of each weight away, at least 0; "
                  + "biases stay",
              Rule.notNegative(),
              0.0)
          .ofOurEngine()
          .leftOutAtDefault();

  static final Setting<Double> LABEL_SMOOTHING =
      Setting.number(
              "labelSmoothing",
              "share of each label's probability that goes to all classes alike, in [0, " + "1)",
              Rule.belowOne(),
              0.0)
          .ofOurEngine()
          .leftOutAtDefault()
          .ofClassifier();
  static final Setting<String> CLASS_WEIGHTS =
      Setting.unset(
              "classWeights",
              "weights of the classes in training: balanced, so that the rows of each class weigh the "
                  + "same in total; or by class, such as yes = 5, no = 1, where the others weigh 1; "
                  + "unset for equal weights",
              new Rule<>(ClassWeights.SYNTAX, text -> ClassWeights.parse(text).isPresent()))
          .ofClassifier();
  static final Setting<Double> WEIGHT_AVERAGE =
      Setting.number(
              "weightAverage",
              "how much of itself the moving average of the weights keeps in a step, in "
                  + "[0, 1); it is scored in place of the last weights; 0 for no average",
              Rule.belowOne(),
              0.0)
          .leftOutAtDefault();

  static final Setting<Integer> MAX_ITER =
      Setting.integer("maxIter", "epochs, at least 0", Rule.atLeast(0), 20);

  static final Setting<Integer> BATCH_SIZE =
      Setting.integer(
          "batchSize",
          "examples in a step of one replica, at least 1; if it is not set, several replicas take "
              + "128 / replicas, but at least 32, and 64 and more take 8 and share masks by round",
          Rule.atLeast(1),
          128);

  static final Setting<Integer> REPLICAS =
      Setting.integer(
              "replicas",
              "copies of the network that train at once, each on its own shard, in [0, 65536]; "
                  + "0 for the default parallelism of the cluster, but no more than have 50 steps "
                  + "each in an epoch. The result depends on it",
              Rule.within(0, Streams.MAX_REPLICAS),
              0)
          .changingNoResult();

  static final Setting<Integer> AVERAGING_INTERVAL =
      Setting.integer(
          "averagingInterval",
          "steps of a replica between two averages, at least 1; if neither it nor a setting of the "
              + "outer step is set, 4 replicas and more take an outer step some times an epoch",
          Rule.atLeast(1),
          100);

  static final Setting<String> AVERAGING_PATH =
      Setting.choice(
              "averagingPath",
              "where replicas are averaged; driver: on the driver; slices: on the executors, in "
                  + "slices; auto: by their size. The result is the same to the bit",
              AveragingPath.AUTO)
          .changingNoResult();

  static final Setting<String> AVERAGING_PRECISION =
      Setting.choice(
              "averagingPrecision",
              "what replicas send to be averaged; float32: their state; float8: what a round has "
                  + "added to it, rounded at random to 8 bits, a quarter of the bytes",
              AveragingPrecision.FLOAT32)
          .ofOurEngine()
          .leftOutAtDefault();

  static final Setting<Double> OUTER_LEARNING_RATE =
      Setting.number(
          "outerLearningRate",
          "factor of the step from the old weights to the average of the replicas, above 0; "
              + "1 to take the average as it is",
          Rule.positive(),
          1.0);

  static final Setting<Double> OUTER_MOMENTUM =
      Setting.number(
          "outerMomentum", "Nesterov momentum of that step, in [0, 1)", Rule.belowOne(), 0.0);

  static final Setting<Double> OUTER_WARMUP_EPOCHS =
      Setting.number(
              "outerWarmupEpochs",
              "epochs in which that momentum grows, so that the step gets longer evenly, at least "
                  + "0; 0 for none",
              Rule.notNegative(),
              0.0)
          .leftOutAtDefault();

  static final Setting<Long> SEED = Setting.whole("seed", "seed of all random numbers", 1929);

  static final Setting<String> WEIGHT_COL =
      Setting.name(
          "weightCol",
          "numeric column of example weights, finite and at least 0; unset for equal " + "weights");

  static final Setting<Double> VALIDATION_FRACTION =
      Setting.number(
          "validationFraction",
          "share of the rows held out for validation, in [0, 1), chosen by their content",
          Rule.belowOne(),
          0.0);

  static final Setting<String> VALIDATION_INDICATOR_COL =
      Setting.name(
          "validationIndicatorCol",
          "boolean column that is true for rows held out for validation; unset for none");

  static final Setting<Integer> PATIENCE =
      Setting.integer(
          "patience",
          "epochs without an improvement on the validation rows before training stops and "
              + "the best weights are restored, at least 0; 0 to never stop early",
          Rule.atLeast(0),
          0);

  static final Setting<String> EARLY_STOPPING_METRIC =
      Setting.choice(
          "earlyStoppingMetric",
          "what is watched on the validation rows: loss or error",
          EarlyStopping.Metric.LOSS);

  static final Setting<String> CHECKPOINT_PATH =
      Setting.name(
              "checkpointPath",
              "folder for checkpoints, on any file system that Hadoop knows; unset for none")
          .changingNoResult();

  static final Setting<String> CHECKPOINT_INTERVAL =
      Setting.text(
              "checkpointInterval",
              "how often a checkpoint is written, such as 1 epoch or 10 minutes",
              new Rule<>(
                  CheckpointInterval.SYNTAX, text -> CheckpointInterval.parse(text).isPresent()),
              "1 epoch")
          .changingNoResult();

  static final Setting<Integer> CHECKPOINT_KEEP =
      Setting.integer(
              "checkpointKeep",
              "how many checkpoints are kept, the newest, at least 1",
              Rule.atLeast(1),
              2)
          .changingNoResult();

  static final Setting<Boolean> CHECKPOINT_RESUME =
      Setting.flag(
              "checkpointResume",
              "go on from the newest whole checkpoint; false deletes all at the start and trains "
                  + "anew",
              true)
          .changingNoResult();

  static final Setting<String> SUMMARY_TENSORBOARD =
      Setting.name(
              "summaryTensorboard",
              "folder for TensorBoard's event files, on any file system that Hadoop knows, with a "
                  + "folder for each run; unset for none")
          .changingNoResult();

  static final Setting<String> SUMMARY_NAME =
      Setting.unset(
              "summaryName",
              "what the run is called in TensorBoard; unset: run- and 8 digits, which are the same "
                  + "for the same settings and data",
              new Rule<>("a name without :, .. and a slash in front", TrainingSettings::isRunName))
          .changingNoResult();

  static final Setting<String> HANDLE_INVALID =
      Setting.choice(
          "handleInvalid",
          "what to do with rows that hold null, NaN or infinite values: error; skip: leave "
              + "them out; keep: leave them out of training, and predict NaN for them in scoring",
          HandleInvalid.ERROR);

  static final Setting<Integer> SCORING_BATCH_SIZE =
      Setting.integer(
          "scoringBatchSize",
          "rows that a task takes from the table at a time to score them, at least 1; "
              + "predictions do not depend on it",
          Rule.atLeast(1),
          1024);

  static final Setting<Integer> MONTE_CARLO =
      Setting.integer(
              "monteCarlo",
              "thinned networks whose answers are averaged in scoring, in [0, 10000]; 0 for the "
                  + "scaled network",
              Rule.within(0, 10_000),
              0)
          .ofOurEngine()
          .ofModels();

  static final Setting<String> PREDICTIVE_ENTROPY_COL =
      Setting.name(
              "predictiveEntropyCol",
              "column that receives the entropy of the mean probabilities of thinned networks, in "
                  + "nats, of a classification model; unset for none")
          .ofOurEngine()
          .ofModels();

  static final Setting<String> MUTUAL_INFORMATION_COL =
      Setting.name(
              "mutualInformationCol",
              "column that receives the part of the predictive entropy that is due to the "
                  + "disagreement of thinned networks, in nats, of a classification model; unset "
                  + "for none")
          .ofOurEngine()
          .ofModels();

  static final Setting<String> SPREAD_COL =
      Setting.name(
              "spreadCol",
              "column that receives the standard deviation, over thinned networks, of the predicted "
                  + "class's probability or of the predicted number, a vector for labels that are "
                  + "vectors; unset for none")
          .ofOurEngine()
          .ofModels();

  static final Setting<String> LOSS =
      Setting.choice("loss", "what a wrong number costs", LossKind.SQUARED, LossKind::text)
          .ofOurEngine()
          .ofRegressor();
  static final Setting<Double> HUBER_DELTA =
      Setting.number(
              "huberDelta",
              "residual from which on the loss huber grows linearly, in standard deviations "
                  + "of the label, above 0",
              Rule.positive(),
              1.0)
          .ofOurEngine()
          .ofRegressor();
  static final Setting<Double> QUANTILE_PROBABILITIES =
      Setting.numbers(
              "quantileProbabilities",
              "quantiles that the loss quantile estimates, in (0, 1), ascending; the one "
                  + "nearest to 0.5 is the prediction",
              Rule.betweenZeroAndOne(),
              0.1,
              0.5,
              0.9)
          .ofOurEngine()
          .ofRegressor();
  static final Setting<String> QUANTILES_COL =
      Setting.name(
              "quantilesCol",
              "column that receives all quantiles of a row as a vector, with the loss quantile; "
                  + "unset for none")
          .ofOurEngine()
          .ofRegressor()
          .changingNoResult();
  private static final List<Setting<?>> ALL =
      List.of(
          ENGINE,
          NETWORK,
          INITIAL_MODEL,
          HIDDEN_LAYERS,
          ACTIVATION,
          INITIALIZATION,
          INITIAL_STD,
          INPUT_DROPOUT,
          HIDDEN_DROPOUT,
          DROPOUT_KIND,
          MASK_SHARING,
          DROPOUT_SCHEDULE,
          DROPOUT_SWITCH_EPOCH,
          LEARNING_RATE,
          LEARNING_RATE_SCHEDULE,
          LEARNING_RATE_DECAY,
          MOMENTUM,
          INITIAL_MOMENTUM,
          MOMENTUM_RAMP_EPOCHS,
          NESTEROV,
          OPTIMIZER,
          BETA1,
          BETA2,
          EPSILON,
          WARMUP_EPOCHS,
          PRECISION,
          MAX_NORM,
          REG_PARAM,
          GRADIENT_CLIP,
          WEIGHT_DECAY,
          LABEL_SMOOTHING,
          CLASS_WEIGHTS,
          LOSS,
          HUBER_DELTA,
          QUANTILE_PROBABILITIES,
          QUANTILES_COL,
          WEIGHT_AVERAGE,
          MAX_ITER,
          BATCH_SIZE,
          REPLICAS,
          AVERAGING_INTERVAL,
          AVERAGING_PATH,
          AVERAGING_PRECISION,
          OUTER_LEARNING_RATE,
          OUTER_MOMENTUM,
          OUTER_WARMUP_EPOCHS,
          SEED,
          WEIGHT_COL,
          VALIDATION_FRACTION,
          VALIDATION_INDICATOR_COL,
          PATIENCE,
          EARLY_STOPPING_METRIC,
          CHECKPOINT_PATH,
          CHECKPOINT_INTERVAL,
          CHECKPOINT_KEEP,
          CHECKPOINT_RESUME,
          SUMMARY_TENSORBOARD,
          SUMMARY_NAME,
          HANDLE_INVALID,
          SCORING_BATCH_SIZE,
          MONTE_CARLO,
          PREDICTIVE_ENTROPY_COL,
          MUTUAL_INFORMATION_COL,
          SPREAD_COL);

  private TrainingSettings() {}

  /** Whether a name leads to a folder within another one. */
  private static boolean isRunName(String name) {
    return !name.startsWith("/") && !name.contains(":") && !name.contains("..");
  }

  /**
   * All settings.
   *
   * @return in the order of the documentation
   */
  public static List<Setting<?>> all() {
    return ALL;
  }

  /**
   * The setting of a name.
   *
   * @param name of a param
   * @return empty for params that Spark's own classes declare
   */
  public static Optional<Setting<?>> named(String name) {
    return ALL.stream().filter(setting -> setting.name().equals(name)).findFirst();
  }
}
