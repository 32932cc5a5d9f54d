package org.sparkdropout.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.Params;

/** All params of one estimator or model but those that Spark's own classes declare. */
public final class ParamGroups implements Serializable {
  private static final long serialVersionUID = 1L;

  final NetworkParams.Group network;
  final DropoutParams.Group dropout;
  final OptimizationParams.Group optimization;
  final OptimizerParams.Group optimizer;
  final RegularizationParams.Group regularization;
  final ReplicaParams.Group replica;
  final ExampleParams.Group example;
  final EarlyStoppingParams.Group earlyStopping;
  final CheckpointParams.Group checkpoint;
  final SummaryParams.Group summary;
  final ScoringParams.Group scoring;

  /** Of classifiers; null for others. */
  final ClassificationParams.Group classification;

  /** Of regressors and their models; null for others. */
  final RegressionParams.Group regression;

  /** Of models; null for others. */
  final MonteCarloParams.Group monteCarlo;

  /**
   * Declares the params.
   *
   * @param owner the estimator or model
   */
  public ParamGroups(Params owner) {
    Declaration declare = new Declaration(owner);
    this.network = new NetworkParams.Group(declare);
    this.dropout = new DropoutParams.Group(declare);
    this.optimization = new OptimizationParams.Group(declare);
    this.optimizer = new OptimizerParams.Group(declare);
    this.regularization = new RegularizationParams.Group(declare);
    this.replica = new ReplicaParams.Group(declare);
    this.example = new ExampleParams.Group(declare);
    this.earlyStopping = new EarlyStoppingParams.Group(declare);
    this.checkpoint = new CheckpointParams.Group(declare);
    this.summary = new SummaryParams.Group(declare);
    this.scoring = new ScoringParams.Group(declare);
    this.classification =
        owner instanceof ClassificationParams ? new ClassificationParams.Group(declare) : null;
    this.regression =
        owner instanceof RegressionParams ? new RegressionParams.Group(declare) : null;
    this.monteCarlo =
        owner instanceof MonteCarloParams ? new MonteCarloParams.Group(declare) : null;
  }
}
