package org.sparkdropout.fit;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.DropoutSchedule;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.OutputUnits;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.ml.param.Choice;
import org.sparkdropout.ml.param.OptimizerKind;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Optimization;
import org.sparkdropout.random.Streams;
import org.sparkdropout.train.BlasEngine;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.Engine;
import org.sparkdropout.train.StateSize;
import org.sparkdropout.train.TrainingPlan;

/** A dense network, as the params describe it. */
final class DenseNetworkResolver implements ResolvedNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(DenseNetworkResolver.class);
  private static final double NOTABLE_ROUNDING = 0.05;

  private final SharedParams params;
  private final Optional<float[]> weights;
  private final int[] untrainedCategories;
  private final Head head;
  private final Topology topology;
  private final Dropout dropout;

  /**
   * Resolves the network's shape.
   *
   * @param untrainedCategories features whose drawn weights nothing would train
   * @throws IllegalArgumentException if the network is too large
   */
  DenseNetworkResolver(GivenNetwork given, DataProfile profile, int[] untrainedCategories) {
    this.params = given.params();
    this.untrainedCategories = untrainedCategories;
    this.head = Task.of(params).head(profile);
    this.topology =
        new Topology(
            profile.width(),
            params.getHiddenLayers(),
            head.outputs(),
            new Choice<>(Activation.class).constant(params.getActivation()));
    given.weights().ifPresent(this::checkSize);
    this.weights = given.weights().map(values -> inUnits(given, values));
    this.dropout = dropout();
  }

  private void checkSize(float[] given) {
    if (given.length != topology.parameters()) {
      throw new UnsupportedNetworkException(
          "network must fit the data: with its hidden layers, %d features and %d %s a network has %d weights. Provided: %d. Train on the features and labels that it was made for"
              .formatted(
                  topology.inputs(),
                  topology.outputs(),
                  head.measure() == ErrorMeasure.RMSE ? "outputs" : "classes",
                  topology.parameters(),
                  given.length));
    }
  }

  /**
   * A file speaks the label's units, and training the standardised ones, as a model of ours does.
   */
  private float[] inUnits(GivenNetwork given, float[] values) {
    return head.answer() instanceof NumberAnswer numbers && given.model().isEmpty()
        ? OutputUnits.standardised(topology, values, numbers.scale())
        : values;
  }

  @Override
  public int parameters() {
    return topology.parameters();
  }

  @Override
  public StateSize size() {
    return StateSize.ofDense(topology, dropout, optimization().optimizer().arrays());
  }

  @Override
  public Engine engine(TrainingPlan run) {
    return new BlasEngine(
        new BlasPlan(
            run,
            topology,
            weighted(run),
            dropout,
            dropoutSchedule(),
            initialization(),
            optimization(),
            new Choice<>(Precision.class).constant(params.getPrecision())),
        start(run.seed()));
  }

  /** The head, with the weights of classes if there are any. */
  private Head weighted(TrainingPlan run) {
    return head instanceof SoftmaxCrossEntropy classes
        ? classes.weighted(run.classWeights())
        : head;
  }

  /** The weights to start from; nothing where all of them are drawn. */
  private Optional<float[]> start(long seed) {
    if (weights.isPresent() || untrainedCategories.length == 0) {
      return weights;
    }
    Weights drawn = initialization().draw(topology, new Streams(seed));
    drawn.silence(untrainedCategories);
    return Optional.of(drawn.values());
  }

  private Dropout dropout() {
    Dropout dropout = TrainedDropout.resolved(params, topology);
    warnOfRounding(dropout);
    return dropout;
  }

  /** Shared masks drop whole numbers of units, which in a small layer is another probability. */
  private void warnOfRounding(Dropout dropout) {
    double[] asked = params.getHiddenDropout();
    for (int layer = 1; layer < topology.layers(); layer++) {
      double given = asked[asked.length == 1 ? 0 : layer - 1];
      if (Math.abs(dropout.dropout(layer) - given) > NOTABLE_ROUNDING) {
        LOG.warn(
            "maskSharing = {} keeps the same number of units each time. Hidden layer {} has {}: it"
                + " drops {} of them, not {}. Set maskSharing = example (train.maskSharing in a job), or"
                + " make the layer wider",
            params.getMaskSharing(),
            layer,
            topology.outputs(layer - 1),
            dropout.dropout(layer),
            given);
      }
    }
  }

  private DropoutSchedule dropoutSchedule() {
    return new DropoutSchedule(
        new Choice<>(DropoutSchedule.Kind.class).constant(params.getDropoutSchedule()),
        params.getDropoutSwitchEpoch(),
        params.getMaxIter());
  }

  private Initialization initialization() {
    return new Initialization(
        new Choice<>(Initialization.Kind.class).constant(params.getInitialization()),
        params.getInitialStd());
  }

  private Optimization optimization() {
    OptimizerKind kind = OptimizerKind.of(params);
    return new Optimization(
        new LearningRate(
            new Choice<>(LearningRate.Schedule.class).constant(params.getLearningRateSchedule()),
            kind.learningRate(params),
            params.getLearningRateDecay(),
            params.getMaxIter(),
            params.getWarmupEpochs()),
        kind.optimizer(params),
        params.getMaxNorm(),
        params.getRegParam(),
        params.getWeightDecay(),
        params.getGradientClip());
  }

  @Override
  public String toString() {
    return topology.toString();
  }
}
