package org.sparkdropout.fit;

import java.util.List;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.ml.param.Choice;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.AveragingPrecision;
import org.sparkdropout.train.EarlyStopping;
import org.sparkdropout.train.OuterStep;
import org.sparkdropout.train.StateSize;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.WeightAverage;

/** Turns what the user set into a run in which nothing is left to default. */
final class PlanResolver {
  private final GivenNetwork given;
  private final SharedParams params;
  private final ReplicaCount replicas;
  private final ResolvedNetwork network;

  /** The param that says how large the network is. */
  private final String sizeParam;

  /**
   * Resolves the network.
   *
   * @param given what the user set
   * @param profile what the data turned out to be
   * @param replicas resolved
   * @param untrainedCategories features that stand for a category which no training row has
   * @throws IllegalArgumentException if the network is too large, or does not fit the data
   */
  PlanResolver(
      GivenNetwork given, DataProfile profile, ReplicaCount replicas, int[] untrainedCategories) {
    this.given = given;
    this.params = given.params();
    this.replicas = replicas;
    boolean fromFile = given.weights().isPresent() || Columns.isNamed(params, params.network());
    String file = given.model().isPresent() ? "initialModel" : "network";
    this.sizeParam = fromFile ? file : "hiddenLayers";
    this.network = EngineFactory.of(params).resolve(given, profile, untrainedCategories);
  }

  /** What the user set, with what was chosen. */
  GivenNetwork given() {
    return given;
  }

  StateSize size() {
    return network.size();
  }

  Dealing dealing() {
    return new Dealing(params.getSeed(), replicas.count());
  }

  /**
   * Checks that the run can fit in memory.
   *
   * @throws IllegalArgumentException if it cannot
   */
  void checkMemory(MemoryCheck memory) {
    memory.check(sizeParam, plan(1, List.of()), network.size());
  }

  /**
   * The run for rows whose weights such a factor brings to a mean of one.
   *
   * @param classWeights as {@link TrainingPlan#classWeights()}
   */
  ResolvedRun run(double weightScale, List<Float> classWeights) {
    TrainingPlan plan = plan(weightScale, classWeights);
    return new ResolvedRun(plan, network.engine(plan));
  }

  private TrainingPlan plan(double weightScale, List<Float> classWeights) {
    return new TrainingPlan(
        network.toString(),
        network.parameters(),
        params.getMaxIter(),
        params.getBatchSize(),
        replicas.count(),
        params.getAveragingInterval(),
        new OuterStep(
            params.getOuterLearningRate(),
            params.getOuterMomentum(),
            params.getOuterWarmupEpochs()),
        new WeightAverage(params.getWeightAverage()),
        new Choice<>(AveragingPath.class).constant(params.getAveragingPath()),
        new Choice<>(AveragingPrecision.class).constant(params.getAveragingPrecision()),
        earlyStopping(),
        weightScale,
        classWeights,
        params.getSeed(),
        replicas.reason(),
        Task.of(params).measure());
  }

  private EarlyStopping earlyStopping() {
    return new EarlyStopping(
        new Choice<>(EarlyStopping.Metric.class).constant(params.getEarlyStoppingMetric()),
        params.getPatience());
  }
}
