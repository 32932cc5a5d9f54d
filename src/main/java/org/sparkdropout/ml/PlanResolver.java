package org.sparkdropout.ml;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.LearningRate;
import org.sparkdropout.network.Momentum;
import org.sparkdropout.network.Optimization;
import org.sparkdropout.network.Topology;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.EarlyStopping;
import org.sparkdropout.train.OuterStep;
import org.sparkdropout.train.TrainingPlan;

/** Turns what the user set into a plan in which nothing is left to default. */
final class PlanResolver {
  private static final Logger LOG = LoggerFactory.getLogger(PlanResolver.class);
  private static final double NOTABLE_ROUNDING = 0.05;

  private final DropoutClassifierParams params;
  private final int replicas;
  private final Topology topology;

  /**
   * Resolves the network's shape.
   *
   * @param params what the user set
   * @param profile what the data turned out to be
   * @param replicas resolved, at least 1
   * @throws IllegalArgumentException if the network is too large
   */
  PlanResolver(DropoutClassifierParams params, DataProfile profile, int replicas) {
    this.params = params;
    this.replicas = replicas;
    this.topology =
        new Topology(
            profile.width(),
            params.getHiddenLayers(),
            profile.classes(),
            new Choice<>(Activation.class).constant(params.getActivation()));
  }

  Dealing dealing() {
    return new Dealing(params.getSeed(), replicas);
  }

  /** The plan for rows whose weights such a factor brings to a mean of one. */
  TrainingPlan plan(double weightScale) {
    return new TrainingPlan(
        topology,
        dropout(),
        initialization(),
        optimization(),
        new Choice<>(Precision.class).constant(params.getPrecision()),
        params.getMaxIter(),
        params.getBatchSize(),
        replicas,
        params.getAveragingInterval(),
        new OuterStep(params.getOuterLearningRate(), params.getOuterMomentum()),
        new Choice<>(AveragingPath.class).constant(params.getAveragingPath()),
        earlyStopping(),
        weightScale,
        params.getSeed());
  }

  private Dropout dropout() {
    Dropout dropout =
        Dropout.of(
            new Choice<>(Dropout.Kind.class).constant(params.getDropoutKind()),
            new Choice<>(Dropout.Sharing.class).constant(params.getMaskSharing()),
            params.getInputDropout(),
            params.getHiddenDropout(),
            topology);
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
                + " drops {} of them, not {}. Use maskSharing = example, or a wider layer",
            params.getMaskSharing(),
            layer,
            topology.outputs(layer - 1),
            dropout.dropout(layer),
            given);
      }
    }
  }

  private Initialization initialization() {
    return new Initialization(
        new Choice<>(Initialization.Kind.class).constant(params.getInitialization()),
        params.getInitialStd());
  }

  private Optimization optimization() {
    return new Optimization(
        new LearningRate(
            new Choice<>(LearningRate.Schedule.class).constant(params.getLearningRateSchedule()),
            params.getLearningRate(),
            params.getLearningRateDecay(),
            params.getMaxIter()),
        new Momentum(
            params.getNesterov() ? Momentum.Kind.NESTEROV : Momentum.Kind.CLASSICAL,
            params.getInitialMomentum(),
            params.getMomentum(),
            params.getMomentumRampEpochs()),
        params.getMaxNorm(),
        params.getRegParam(),
        params.getGradientClip());
  }

  private EarlyStopping earlyStopping() {
    return new EarlyStopping(
        new Choice<>(EarlyStopping.Metric.class).constant(params.getEarlyStoppingMetric()),
        params.getPatience());
  }
}
